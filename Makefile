# Everything a newcomer and a machine type. Each verb first installs what it lacks (.ci/setup), and says so.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

# Where the demo listens.
PORT ?= 4000
# Handed to pytest, as in: make browser ARGS="-k restart"
ARGS ?=

step := .ci/step
swift_sources := --parallel --recursive Package.swift Sources Tests

.PHONY: help run test browser conformance bench assets format lint \
	setup-build setup-assets setup-test setup-conformance setup-bench demo built-assets script-tests swift-tests conformance-tests browser-tests

help: ## list the verbs
	@printf 'usage: make VERB\n\n'
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: setup-build demo ## build the demo and start it on PORT (4000), with the embedded development Clerk
	@PORT=$(PORT) exec "$$(swift build --show-bin-path)/Demo"

test: setup-test built-assets script-tests lint swift-tests conformance-tests browser-tests ## everything: assets, scripts, style, Swift, conformance, browser

browser: setup-test demo browser-tests ## the browser tests alone; ARGS="-k restart" picks some

conformance: setup-conformance ## the Autobahn test suite, every case, against the echo server built for release
	@$(step) "swift build, release: the echo server" swift build -c release --product Echo
	@$(step) "the Autobahn test suite, every case" \
		python3 Tests/Conformance/autobahn.py --all "$$(swift build -c release --show-bin-path)/Echo"

bench: setup-bench ## the benchmarks, each beside its reference
	@$(step) "swift build, release: the benchmarks" swift build -c release --package-path Tests/Benchmarks
	@swift run -c release --skip-build --package-path Tests/Benchmarks

assets: setup-assets ## build priv/static from assets/
	@$(step) "assets/build.sh" bash assets/build.sh

format: ## format the Swift sources in place
	@swift format --in-place $(swift_sources)

lint: ## check the form of the Swift sources
	@$(step) "swift format lint" swift format lint --strict $(swift_sources)

setup-build setup-assets setup-test setup-conformance setup-bench: setup-%:
	@.ci/setup $*

demo:
	@$(step) "swift build: the demo (a first build takes some minutes)" swift build --product Demo

built-assets:
	@$(step) "priv/static is what assets/ builds" .ci/check-assets

script-tests:
	@$(step) "node --test" node --test assets/test/*.test.js

swift-tests:
	@$(step) "swift build: everything (a first build takes some minutes)" swift build --build-tests
	@$(step) "swift test" swift test --skip-build

conformance-tests:
	@$(step) "the Autobahn test suite, a sample" \
		python3 Tests/Conformance/autobahn.py "$$(swift build --show-bin-path)/Echo"

browser-tests:
	@$(step) "browser tests" .venv/bin/python -B -m pytest -c Tests/Browser/pytest.ini Tests/Browser $(ARGS)
