# The handbook's commands. Each makes its own environment (.venv) when needed.
#
#   make html     the site            VAULT=folder of notes (docs)   BUILD=where to (_build)
#   make check    the report for contributors      FIX=1 mends what is safe, after showing it
#   make live     the site, rebuilt and reloaded while one writes
#   make diff     what your changes do to skills and links   BASE=revision (origin/main)
#   make ids      permanent numbers for new skills
#   make pdf      the handbook as one accessible PDF; DOMAIN=curation (or "curation marketing"):
#                 the booklet of a department; ROLE=name of a role: its booklet
#   make pdfs     the handbook and a booklet of each department
#   make test     all tests
#   make bench    the site's build against bare Sphinx, the PDF's against WeasyPrint
#   make lock     pin the requirements anew
#   make clean    remove what was built

VAULT ?= docs
BASE  ?= origin/main
BUILD ?= _build
VENV  ?= .venv

PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11 python,\
	$(shell $(p) -c 'import sys; sys.version_info >= (3, 11) and print("$(p)")' 2>/dev/null)))

PY      = $(VENV)/bin/python
COMMAND = PYTHONPATH=_ext $(PY) -m vademecum.commands
SPHINX  = $(PY) -m sphinx -q -c . -j auto

DOMAIN ?=
ROLE   ?=

.PHONY: help html check pdf pdfs live diff ids test bench lock catalog clean

help:
	@sed -n 's/^#   //p' Makefile

html: $(VENV)/.built vault
	@$(SPHINX) -b html -d "$(BUILD)/doctrees" "$(VAULT)" "$(BUILD)/html"
	@echo "Site : $(BUILD)/html/index.html"

# Read anew each time, in a folder of its own: the report is whole, and the site's cache stays.
# FIX=1 mends first what is safe; FORMAT=github or sarif speaks to machines.
check: $(VENV)/.built vault
	$(if $(FIX),@$(COMMAND).fix --vault "$(VAULT)")
	@$(PY) -m sphinx -q -c . -j auto -E -b check -d "$(BUILD)/check/doctrees" \
		$(if $(FORMAT),-D vademecum_report=$(FORMAT)) "$(VAULT)" "$(BUILD)/check"

# BROWSER=1 opens a browser at the note last saved.
live: $(VENV)/.built vault
	@$(COMMAND).live --vault "$(VAULT)" --build "$(BUILD)" $(if $(BROWSER),--open)

diff: $(VENV)/.built vault
	@$(COMMAND).diff --vault "$(VAULT)" --base "$(BASE)" --head "$(HEAD)" --out "$(BUILD)/diff"

ids: $(VENV)/.built vault
	@$(COMMAND).ids --vault "$(VAULT)"

test: $(VENV)/.tested
	@$(PY) -m pytest $(TESTS)

bench: $(VENV)/.tested
	@$(PY) benchmarks/compare.py $(BENCH)
	@$(PY) benchmarks/pdf.py $(BENCH)

vault:
	@test -d "$(VAULT)" || { \
		echo "Le dossier de notes « $(VAULT) » n’existe pas. Vérifiez le chemin donné après VAULT=." >&2; \
		exit 2; }
.PHONY: vault

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { \
		echo "Il faut Python 3.11 ou plus récent (https://www.python.org/downloads/)." >&2; exit 2; }
	@$(PYTHON) -m venv "$(VENV)" || { \
		echo "Python n’a pas pu créer $(VENV). Sous Debian ou Ubuntu : apt install python3-venv." >&2; \
		rm -rf "$(VENV)"; exit 2; }

$(VENV)/.built: requirements.txt | $(VENV)/bin/python
	@echo "Environnement : $(VENV) (une minute environ, la première fois)"
	@$(PY) -m pip install -q --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.tested: requirements-dev.txt $(VENV)/.built
	@$(PY) -m pip install -q --disable-pip-version-check -r requirements.txt -r requirements-dev.txt
	@touch $@

lock:
	@$(PY) -m pip install -q --disable-pip-version-check uv
	@for name in requirements requirements-dev; do \
		$(PY) -m uv pip compile -q --universal --python-version 3.11 --no-emit-index-url \
			--no-annotate --custom-compile-command "make lock" $$name.in -o $$name.txt; done

# The words of pages and messages: English in the source, French in _ext/vademecum/locale.
catalog: $(VENV)/.tested
	@cd _ext/vademecum && ../../$(VENV)/bin/pybabel -q extract -F ../../babel.cfg -k later -k t \
		--no-location --sort-output --project vademecum -o locale/vademecum.pot . \
	&& ../../$(VENV)/bin/pybabel -q update -i locale/vademecum.pot -l fr -D vademecum -d locale -N --no-wrap \
	&& rm locale/vademecum.pot

clean:
	@rm -rf "$(BUILD)"

# The book reads the notes anew into a folder of its own, like the check: the site's cache stays.
BOOK = $(PY) -m sphinx -q -c . -j auto -b pdf -d "$(BUILD)/pdf-doctrees"

pdf: $(VENV)/.built vault
	@$(BOOK) -D vademecum_pdf_domains="$(DOMAIN)" -D vademecum_pdf_role="$(ROLE)" "$(VAULT)" "$(BUILD)/pdf"

pdfs: $(VENV)/.built vault
	@$(BOOK) -D vademecum_pdf_domains="*" "$(VAULT)" "$(BUILD)/pdf"
