# Each target sets up what it needs in .venv first. On Linux pip's own torch comes with CUDA; for the
# smaller CPU build see the README.

PYTHON ?= python3
TORCH ?= torch==2.13.0
PORT ?= 8000

BIN := .venv/bin
NOTEBOOKS = $(shell find chapters -name '*.ipynb' -not -path '*/.*')
BUILD = $(BIN)/jupyter-book build chapters --config $(CURDIR)/_config.yml --toc $(CURDIR)/_toc.yml \
	--path-output . -W -n --keep-going -q
# The tests of the built book look at this file's age.
BUILT = @touch _build/book.stamp

PAPERS = letter a4

.PHONY: help book pdf story test serve outputs reproduce bench lint links clean
.DEFAULT_GOAL := help

help:
	@echo 'make book       set up .venv and build _build/html from the committed outputs'
	@echo 'make serve      show the book at http://localhost:$(PORT)'
	@echo 'make pdf        the whole book in print style, by a headless Chromium: _build/book.pdf'
	@echo 'make story      the picture book: PDFs, booklets, e-book and web page in _build/story'
	@echo 'make test       everything that is checked before a change is accepted'
	@echo 'make outputs    run the notebooks and write their outputs anew'
	@echo 'make reproduce  run the long experiments again'
	@echo 'make bench      run the comparisons with other programs'
	@echo 'make lint       style, types, import rules and docstrings'
	@echo 'make links      ask every address that the book links to'
	@echo 'make clean      remove what was built; .venv stays'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or later is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
	       'Name another one with: make PYTHON=python3.12 ...' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'Python has no venv module here; on Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade pip

# What the book needs: no torch, no pyldpc, no test tools.
.venv/book.stamp: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet -e . --group book
	@touch $@

# pyldpc's setup.py imports numpy, so it is built last and with what is installed by then.
.venv/dev.stamp: .venv/book.stamp
	$(BIN)/pip install --quiet numpy setuptools $(TORCH)
	$(BIN)/pip install --quiet -e '.[learn,cluster,scans,story]' --group dev
	$(BIN)/pip install --quiet --no-build-isolation pyldpc
	@touch $@

book: .venv/book.stamp
	$(BUILD)
	$(BUILT)
	@echo 'The book is built: open _build/html/index.html in a browser, or run: make serve'

serve: book
	$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory _build/html

pdf: book .venv/dev.stamp
	$(BIN)/python _ext/pdf.py _build/html _build/book.pdf

story: .venv/dev.stamp
	mkdir -p _build/story
	for paper in $(PAPERS); do \
	  $(BIN)/ee376a story --paper $$paper -o _build/story/claude-and-shannon-$$paper.pdf && \
	  $(BIN)/ee376a story --paper $$paper --bleed -o _build/story/claude-and-shannon-$$paper-bleed.pdf && \
	  $(BIN)/ee376a story --paper $$paper --edition activities -o _build/story/activities-$$paper.pdf && \
	  $(BIN)/ee376a story --paper $$paper --edition booklet \
	    -o _build/story/claude-and-shannon-$$paper-booklet.pdf || exit 1; \
	done
	$(BIN)/ee376a story --edition epub -o _build/story/claude-and-shannon.epub
	$(BIN)/ee376a story --edition web -o _build/story/claude-and-shannon.html
	@echo 'The picture book is in _build/story'

lint: .venv/dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/interrogate --quiet src

test: lint
	$(BIN)/pytest --ignore=tests/book -n 2 --dist loadfile --cov --cov-report=term
	$(BIN)/pytest --nbval chapters/ -n 2 --dist loadfile
	$(BUILD)
	$(BUILT)
	$(BIN)/pytest tests/book -n 2 --dist loadfile
	@echo 'make test: everything passed'

links: .venv/book.stamp
	$(BUILD) --builder linkcheck

outputs: .venv/dev.stamp
	$(BIN)/python _ext/outputs.py $(NOTEBOOKS)

reproduce: .venv/dev.stamp
	for name in $$($(BIN)/ee376a reproduce --list | cut -d" " -f1); do $(BIN)/ee376a reproduce $$name || exit 1; done

bench: .venv/dev.stamp
	for name in coding dna painting pictures text; do \
	  $(BIN)/ee376a reproduce --again bench-$$name || exit 1; done

clean:
	rm -rf _build .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
