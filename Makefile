# regiobeeld: `make` alone prints this help.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
KLAAR := $(VENV)/.klaar
# What a user fills in. It reaches the commands by the environment, as it was typed: neither make nor the shell expands it, so a
# name with $(...) or backquotes in it is a name and no command.
INVOER := REGION PEILJAAR BRON BRONMAP BESTAND JAAR TABEL NOTEBOOK NAAM FORMAAT FIGUREN WIJK MET PLAN MAP GETAL SOORT HERVAT KERNEN GEHEUGEN MOTOR ADRES PLAATS EERSTE
$(foreach naam,$(INVOER),$(eval override $(naam) := $$(value $(naam))))
export $(INVOER)
# Two heaps are enough for the threads that fetch, and jemalloc gives back what Arrow no longer needs: otherwise a
# fetch keeps a quarter more memory. One thread for linear algebra: others would only wait, and add up differently.
export MALLOC_ARENA_MAX ?= 2
export OPENBLAS_NUM_THREADS ?= 1
ifeq ($(shell uname),Linux)
export ARROW_DEFAULT_MEMORY_POOL ?= jemalloc
endif

help: ## toon deze hulp
	@echo "regiobeeld - gebruik: make <doel> [REGION=...]"; echo
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-14s %s\n", $$1, $$2}'
	@echo; echo "Voorbeelden: make regiobeeld REGION=twente | REGION=GM0153 | REGION=GM0141,GM0164"

# The environment is made once, and again only when the pinned versions change.
$(KLAAR): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python niet gevonden: installeer Python 3.11 of nieuwer."; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 of nieuwer is nodig; nu: $$($(PYTHON) -V). Gebruik PYTHON=python3.12."; exit 2; }
	@echo "Omgeving klaarzetten in $(VENV) (eenmalig, een paar minuten) ..." >&2
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

omgeving: $(KLAAR) ## zet de Python-omgeving klaar (gaat bij de andere doelen vanzelf)

regiobeeld: $(KLAAR) ## maak het regiobeeld van REGION=twente (FORMAAT=pdf,xlsx,pptx,docx maakt die erbij)
	@$(PY) -m regiobeeld regiobeeld --formaat="$$FORMAAT" --peiljaar="$$PEILJAAR" --notebook="$$NOTEBOOK" \
		--figuren="$$FIGUREN" -- "$$REGION"

regiobeelden: $(KLAAR) ## maak de regiobeelden van SOORT=ggd|gemeente|provincie|corop|zorgkantoor|alle (HERVAT=ja gaat door)
	@$(PY) -m regiobeeld regiobeelden --peiljaar="$$PEILJAAR" --hervat="$$HERVAT" --figuren="$$FIGUREN" \
		--formaat="$$FORMAAT" --kernen="$$KERNEN" --geheugen="$$GEHEUGEN" --eerste="$$EERSTE" --motor="$$MOTOR" --adres="$$ADRES" --plaats="$$PLAATS" -- "$$SOORT"

notebook: $(KLAAR) ## kopieer het notebook van REGION=twente om in te werken (maak het met NOTEBOOK=<pad>)
	@$(PY) -m regiobeeld notebook -- "$$REGION"

hoofdstuk: $(KLAAR) ## bekijk NAAM=<hoofdstuk> van REGION=twente, zonder het hele rapport te maken
	@$(PY) -m regiobeeld hoofdstuk --naam="$$NAAM" -- "$$REGION"

controle: $(KLAAR) ## reken het gemaakte regiobeeld van REGION=twente na, langs een andere weg
	@$(PY) -m regiobeeld controle -- "$$REGION"

herkomst: $(KLAAR) ## toon waar GETAL=17,3 van REGION=twente vandaan komt (ook WIJK=, MET= of SOORT=profielen)
	@$(PY) -m regiobeeld herkomst --getal="$$GETAL" --soort="$$SOORT" --wijk="$$WIJK" --met="$$MET" -- "$$REGION"

regios: $(KLAAR) ## toon de regio's die u kunt kiezen
	@$(PY) -m regiobeeld regios

gegevens: $(KLAAR) ## bouw alleen de landelijke tabellen (outputs/parquet)
	@$(PY) -m regiobeeld gegevens

doelgroepen: $(KLAAR) ## maak de doelgroepen van alle gemeenten en regio's: kaart, tabel en Parquet
	@$(PY) -m regiobeeld doelgroepen

samenwerking: $(KLAAR) ## zet alle samenwerkingsverbanden van sources/samenwerking in een pagina om in te zoeken
	@$(PY) -m regiobeeld samenwerking

samenwerking-controle: $(KLAAR) ## controleer de bestanden van sources/samenwerking
	@$(PY) -m regiobeeld samenwerking --controle

aanbod-controle: $(KLAAR) ## controleer sources/aanbod (wie werkt er in de zorg) en de eigen cijfers per leeftijd
	@$(PY) -m regiobeeld aanbod

basis: $(KLAAR) ## neem BRON=<bron> op uit BRONMAP=<map met bestanden> (zonder BRON: alles opnieuw)
	@$(PY) -m regiobeeld basis --bron="$$BRON" -- "$$BRONMAP"

kolommen: $(KLAAR) ## toon de kolommen van BESTAND=<bestand> of TABEL=85984NED en stel een declaratie voor
	@$(PY) -m regiobeeld kolommen --tabel="$$TABEL" -- "$$BESTAND"

bronnen: $(KLAAR) ## haal nieuwere cijfers op bij CBS en RIVM (BRON=<bron> voor een bron)
	@$(PY) -m regiobeeld bronnen $${BRONMAP:+--bronmap="$$BRONMAP"} -- "$$BRON"

versiebericht: $(KLAAR) ## toon wat er bij de laatste keer ophalen is veranderd
	@$(PY) -m regiobeeld versiebericht

opruimen: $(KLAAR) ## gooi opgehaalde versies weg die niet meer in gebruik zijn
	@$(PY) -m regiobeeld opruimen

kaart: $(KLAAR) ## vernieuw de kaart uit BESTAND=<wijkenbuurten.gpkg of .geojson> (JAAR=2025 als de naam het niet zegt)
	@$(PY) -m regiobeeld kaart --jaar="$$JAAR" -- "$$BESTAND"

indeling: $(KLAAR) ## vernieuw de gebieden naar JAAR=2026 van StatLine (of uit BESTAND=<export.csv>)
	@$(PY) -m regiobeeld indeling $${BESTAND:+--bestand="$$BESTAND"} -- "$$JAAR"

effect: $(KLAAR) ## meet of PLAN=plannen/<plan>.toml iets deed: wat te zien is, en het verschil met elders
	@$(PY) -m regiobeeld effect -- "$$PLAN"

dialoog: $(KLAAR) ## maak praatplaat, gesprekskaarten en formulieren van REGION=twente
	@$(PY) -m regiobeeld dialoog -- "$$REGION"

dialoog-terug: $(KLAAR) ## lees de ingevulde formulieren van REGION=twente uit MAP=<map>: wat de regio zegt
	@$(PY) -m regiobeeld dialoog-terug --map="$$MAP" -- "$$REGION"

docs: $(KLAAR) ## schrijf de lijst van indicatoren en het gegevenswoordenboek opnieuw
	@$(PY) -m regiobeeld docs

lokaal-controle: $(KLAAR) ## controleer uw eigen cijfers in lokaal/ en zeg wat ze geven
	@$(PY) -m regiobeeld lokaal

# What the tests compile is kept: else every worker does it again at every run.
test test-snel: export PYTHONDONTWRITEBYTECODE :=

test: $(KLAAR) ## alle tests
	@$(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder

test-snel: $(KLAAR) ## de tests die binnen een minuut klaar zijn (zonder de landelijke tabellen te bouwen)
	@$(PY) -m pytest -n auto --dist loadfile tests/unit -m "not landelijk and not traag"

BROWSER := $(VENV)/.browser
$(BROWSER): $(KLAAR) requirements-browser.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-browser.lock
	@touch $@

browsertest: ## de gemaakte rapporten in een echte browser (vraagt Chromium op deze computer)
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
		|| { echo "Chromium niet gevonden: installeer Chromium (of Google Chrome) en probeer het opnieuw."; exit 2; }
	@$(MAKE) --no-print-directory $(BROWSER)
	@$(PY) -m pytest tests/browser

kantoortest: $(KLAAR) ## werkboek, dia's en document openen in LibreOffice (vraagt LibreOffice op deze computer)
	@command -v soffice >/dev/null || { echo "LibreOffice niet gevonden: installeer LibreOffice en probeer het opnieuw."; exit 2; }
	@$(PY) -m pytest tests/kantoor

zwaar: $(KLAAR) ## aanvallen, schade en fouten in aantallen (20 minuten); uitkomst in docs/zwaar.md
	@$(PY) tests/zwaar/run.py

lint: $(KLAAR) ## stijl, typen en lagen van de code
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports

bench: $(KLAAR) ## meet de snelheid, elk naast de gewone manier, in een kwartier; schrijft de tabel in README
	@$(PY) benchmarks/versus.py

bench-meer: $(KLAAR) ## meet ook het ophalen, de doelgroepen en tien keer zoveel cijfers (lang)
	@$(PY) benchmarks/bench_doelgroepen.py
	@$(PY) benchmarks/bench_odata.py
	@$(PY) benchmarks/schaal.py

# All that regiobeeld uses is installed with its hashes. JupyterLab itself too, once `make lock` has written its lock;
# until then it comes on top, and may not change any pinned version.
LABPIP := .venv-lab/bin/python -m pip install --quiet --disable-pip-version-check
lab: ## open de notebooks in JupyterLab (eigen omgeving .venv-lab, met de vastgelegde versies)
	@test -x .venv-lab/bin/jupyter-lab || { $(PYTHON) -m venv .venv-lab \
		&& $(LABPIP) --require-hashes -r requirements.lock \
		&& if test -f requirements-lab.lock; then $(LABPIP) --require-hashes -r requirements-lab.lock; else \
			echo "JupyterLab zelf staat nog niet in een lockbestand: de nieuwste versie die past wordt gebruikt." >&2; \
			grep -oE '^[A-Za-z0-9._-]+==[^ ;\\]+' requirements.lock > .venv-lab/vast.txt \
			&& $(LABPIP) -c .venv-lab/vast.txt jupyterlab; fi \
		&& $(LABPIP) --no-deps --no-build-isolation -e .; }
	@.venv-lab/bin/jupyter-lab

lock: ## maak requirements.lock opnieuw (voor ontwikkelaars; vraagt uv)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--extra dev pyproject.toml -o requirements.lock
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--extra dev --extra lab --constraints requirements.lock pyproject.toml -o requirements-lab.lock

profielen: $(KLAAR) ## maak van elke gemeente van REGION=twente een profiel van één A4 (FORMAAT=pdf,xlsx kan ook)
	@$(PY) -m regiobeeld profielen --formaat="$$FORMAAT" --peiljaar="$$PEILJAAR" -- "$$REGION"

wijkprofiel: $(KLAAR) ## maak het profiel van WIJK=WK015302 (of WIJK="Binnenstad, Enschede")
	@$(PY) -m regiobeeld wijkprofiel --wijk="$$WIJK" --formaat="$$FORMAAT" --peiljaar="$$PEILJAAR" -- "$$REGION"

vergelijking: $(KLAAR) ## zet REGION=twente naast MET=achterhoek,gelderland-midden
	@$(PY) -m regiobeeld vergelijking --met="$$MET" --formaat="$$FORMAAT" --peiljaar="$$PEILJAAR" -- "$$REGION"

schoon: ## gooi gemaakte uitvoer weg (niet de broncijfers)
	@find outputs -mindepth 1 -not -name README.md -delete

.PHONY: help omgeving regiobeeld regiobeelden notebook hoofdstuk test-snel controle herkomst regios gegevens doelgroepen samenwerking samenwerking-controle aanbod-controle lokaal-controle basis kolommen bronnen versiebericht opruimen kaart indeling effect dialoog dialoog-terug docs test browsertest kantoortest zwaar lint bench bench-meer lab lock schoon profielen wijkprofiel vergelijking
