# Everything runs on a machine that has python3 (3.11 or later, with venv), make and git. `make` alone lists the targets.

PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.stamp
RUN := $(VENV)/bin/python
TABLES := build/tables
PEERS := build/peers
NOTEBOOKS := $(wildcard notebooks/*.ipynb)
PYTEST := $(RUN) -m pytest -n 2 --dist loadfile -q

# The same bytes on every machine, and nothing of Jupyter's outside .venv: no settings of a user's own, no files in the tree.
export LC_ALL := C.UTF-8
export PYTHONHASHSEED := 0
export JUPYTER_PREFER_ENV_PATH := 1
export JUPYTER_CONFIG_DIR := $(CURDIR)/$(VENV)/jupyter/config
export JUPYTER_DATA_DIR := $(CURDIR)/$(VENV)/jupyter/data
export JUPYTER_RUNTIME_DIR := $(CURDIR)/$(VENV)/jupyter/runtime
export IPYTHONDIR := $(CURDIR)/$(VENV)/jupyter/ipython
export MPLCONFIGDIR := $(CURDIR)/$(VENV)/matplotlib
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export UV_SYSTEM_CERTS := 1
unexport PYTHONPATH PYTHONHOME MPLBACKEND

.DEFAULT_GOAL := help
.PHONY: help briefing figures test lint lab refresh bench lock font places clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r target help; do printf '  make %-10s %s\n' "$$target" "$$help"; done

briefing: $(STAMP) ## everything: environment, tables, notebooks, figures, and the briefing in Word and HTML
	$(RUN) -m analysis build seeds --out $(TABLES)
	$(if $(NOTEBOOKS),$(PYTEST) --nbval-lax notebooks)
	MPLBACKEND=Agg $(RUN) -m analysis briefing seeds --out figures --gold tests/gold

figures: $(STAMP) ## the figures alone: png, svg, the csv that was drawn and the characters behind its numbers
	MPLBACKEND=Agg $(RUN) -m analysis figures seeds --out figures --tables $(TABLES)

test: lint ## everything: environment, lint, types, tests, and the notebooks against their stored outputs
	MPLBACKEND=Agg $(PYTEST) tests
	$(if $(NOTEBOOKS),$(PYTEST) --nbval notebooks)

lint: $(STAMP) ## style, format and types
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

lab: $(STAMP) ## JupyterLab on the notebooks
	$(RUN) -m jupyter labextension disable --level=sys_prefix @jupyterlab/apputils-extension:announcements
	$(RUN) -m jupyter lab --notebook-dir=notebooks --FileCheckpoints.checkpoint_dir=$(CURDIR)/$(VENV)/jupyter/checkpoints \
		$(if $(filter 0,$(shell id -u)),--allow-root) $(LAB_OPTIONS)

# Run times, widget states and the interpreter's patch version would change with every run: they are not stored.
REFRESH := --to notebook --inplace --execute --ExecutePreprocessor.timeout=120 --ExecutePreprocessor.record_timing=False \
	--ExecutePreprocessor.store_widget_state=False --ClearMetadataPreprocessor.enabled=True \
	--ClearMetadataPreprocessor.clear_cell_metadata=False \
	--ClearMetadataPreprocessor.preserve_nb_metadata_mask="{'kernelspec', ('language_info', 'name')}"

refresh: $(STAMP) ## run the notebooks anew and store their outputs
	$(if $(NOTEBOOKS),$(RUN) -m nbconvert $(REFRESH) $(NOTEBOOKS))

bench: $(STAMP) $(PEERS)/.stamp ## benchmarks: accuracy and speed beside other number finders, ratios to jieba.lcut, seconds
	$(RUN) -m benchmarks.bench

# The peers stand apart: no test needs them. Where they cannot be fetched, the table says so in their rows and the rest is measured.
# uv takes the environment by its interpreter: run from .venv it would follow its own and not VIRTUAL_ENV.
$(PEERS)/.stamp: benchmarks/requirements.txt | $(STAMP)
	@$(PYTHON) -m venv --clear $(PEERS)
	@$(RUN) -m uv pip install --quiet --python $(PEERS)/bin/python --require-hashes -r benchmarks/requirements.txt 2> $(PEERS).log \
		&& touch $@ || echo "the peers could not be installed: see $(PEERS).log" >&2

LOCK := $(RUN) -m uv pip compile --universal --upgrade --generate-hashes --no-annotate --no-header --quiet
PEER_NAMES := import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["bench"], sep="\n")

lock: $(STAMP) ## lock the newest versions that pyproject.toml allows, the benchmarks' peers by themselves
	$(LOCK) pyproject.toml --extra dev -o requirements.txt
	$(RUN) -c '$(PEER_NAMES)' | $(LOCK) - -o benchmarks/requirements.txt

font: $(STAMP) ## make the fonts anew (analysis/fonts/README.md says from what)
	$(RUN) tools/make_font.py

places: $(STAMP) ## make the lexicon of places anew: make places DIVISIONS=folder (CONTRIBUTING.md says from what)
	$(RUN) tools/make_places.py $(DIVISIONS)

clean: ## remove what was built and cached; the environment stays
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis analysis.egg-info
	find . -name $(VENV) -prune -o \( -name __pycache__ -o -name .ipynb_checkpoints \) -type d -exec rm -rf {} +

# uv is fetched with its hash into a bare environment, everything else with uv, or with pip where only pip knows the way to the packages.
# Compiled bytecode saves seconds at every kernel start.
UV := VIRTUAL_ENV=$(CURDIR)/$(VENV) $(RUN) -m uv pip install --quiet
PIP := $(RUN) -m pip install --quiet

$(STAMP): requirements.txt .ci/uv.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "python 3.11 or later is needed; name one with: make PYTHON=python3.12" >&2; exit 1; }
	@$(RUN) -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	$(PIP) --require-hashes -r .ci/uv.txt
	$(UV) --require-hashes --compile-bytecode -r requirements.txt || $(PIP) --require-hashes -r requirements.txt
	$(UV) --no-deps --no-build-isolation --editable . || $(PIP) --no-deps --no-build-isolation --editable .
	$(RUN) -m compileall -q analysis
	@mkdir -p $(IPYTHONDIR) $(JUPYTER_CONFIG_DIR) $(JUPYTER_DATA_DIR) $(JUPYTER_RUNTIME_DIR) $(MPLCONFIGDIR)
	@touch $@
