.DEFAULT_GOAL := help
.PHONY: help hooks deps run dev test verify bench faults docker-up docker-logs docker-down clean node

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'

node:
	@command -v node >/dev/null || { echo 'DataWatch needs Node 20.12 or newer and its npm: https://nodejs.org/en/download' >&2; exit 1; }

deps: node ## install the packages that package-lock.json lists
	@node scripts/install.mjs

run: node ## start DataWatch with its own database and the demo on http://localhost:3002
	@node scripts/run.mjs

dev: node ## the same, rebuilt as files change
	@node scripts/run.mjs --dev

test: node ## run every test; installs a browser where there is none
	@node scripts/test.mjs

verify: deps ## lint, types and unit tests, without a database
	@npm run --silent verify

bench: deps ## measure ingestion and queries
	@npm run --silent bench

faults: deps ## kill, freeze and overload DataWatch, and print what became of each promise (ARGS='--full')
	@npm run --silent faults -- $(ARGS)

docker-up: ## start DataWatch, PostgreSQL and Redis in containers
	docker compose up --build --detach --wait

docker-logs: ## follow the logs of the containers
	docker compose logs --follow

docker-down: ## stop the containers; their data stays
	docker compose down

hooks: ## check what is staged before each commit
	git config core.hooksPath .githooks

clean: node ## remove the build, test results and the data of the embedded database
	@node scripts/clean.mjs
