# make run     sets up, loads the examples, opens the chat
# make test    sets up, passes the tests
# make check   format, lint, types, imports, tests, as CI runs them
# make wechat-demo  three chats over a real gateway, without an account (needs Node 18)
# make setup   everything into .venv

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Nothing is left outside the checkout.
export UV_CACHE_DIR := $(CURDIR)/$(VENV)/uv-cache
export PIP_NO_CACHE_DIR := 1
INSTALL := TMPDIR=$(CURDIR)/$(VENV)/tmp VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet

.PHONY: run wechat-demo test check lint setup model lock clean

run: setup
	@$(BIN)/sujie demo

wechat-demo: setup
	@command -v npm >/dev/null || { echo "需要 Node 18 以上和 npm：sudo apt-get install nodejs npm"; exit 1; }
	@test -d examples/gateway/node_modules || (cd examples/gateway && npm install --silent)
	@$(BIN)/python -m app.wechat_demo

test: setup
	@$(BIN)/python -m pytest -q -n auto --maxprocesses=4 --dist loadfile

check: lint test

lint: setup
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

setup: $(STAMP) model

# The first model is trained from the examples; a present one is left alone.
model: $(STAMP)
	@$(BIN)/python -m app.first_model

$(STAMP): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新版本：sudo apt-get install python3"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "缺少 venv：sudo apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@echo "正在安装依赖到 $(VENV) …"
	@mkdir -p $(VENV)/tmp
	@$(INSTALL) --require-hashes -r requirements-dev.txt
	@$(INSTALL) --no-deps -e .
	@touch $(STAMP)

# After a change of pyproject.toml's dependencies. No lock names a registry.
lock: $(STAMP)
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --universal pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --universal --extra dev --extra cluster pyproject.toml -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf $(VENV) data examples/gateway/node_modules .pytest_cache .pytest_tmp .mypy_cache .ruff_cache .hypothesis .import_linter_cache
