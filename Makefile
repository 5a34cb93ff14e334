# khong-viet. Two targets for newcomers: `make run` and `make test`.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
MAKEFLAGS += --no-print-directory

# A build folder outside the checkout is used when there is one, so that clones share what is built.
SHARED_BUILD ?= $(HOME)/.cache/khong-viet/target
ifndef CARGO_TARGET_DIR
ifneq ($(wildcard $(SHARED_BUILD)/.),)
export CARGO_TARGET_DIR := $(SHARED_BUILD)
endif
endif
BUILD := $(or $(CARGO_TARGET_DIR),$(CURDIR)/target)
KIOSK := $(BUILD)/debug/kiosk

# Debian packages, and what each is for (README, "What it needs").
#   pkg-config libfontconfig-dev   building Slint
#   fonts-noto-core                the screens' font
#   espeak-ng alsa-utils           reading calls and screens aloud, and playing them on the kiosk's own sound card
#   fonts-liberation2              the forms' and the slips' fonts
#   libxkbcommon-x11-0             the demo's window
#   poppler-utils zbar-tools       tests: a PDF's text and pictures, a QR reader that is not ours
#   cups-daemon                    tests: the print spooler that stands before the A4 printer
#   cups-filters cups-ipp-utils    tests: its conversion to raster, and CUPS's model of a network printer, which
#   avahi-daemon dbus-daemon iproute2   announces itself, in a network of its own
#   ca-certificates                fetching crates
PACKAGES := pkg-config libfontconfig-dev fonts-noto-core fonts-liberation2 libxkbcommon-x11-0 espeak-ng alsa-utils \
  poppler-utils zbar-tools cups-daemon cups-filters cups-ipp-utils avahi-daemon dbus-daemon iproute2 \
  ca-certificates

# For `make check-pdf` and `make test-long` besides:
#   default-jre-headless libpdfbox2-java   Apache PDFBox Preflight, which judges PDF/A-1b, and what its
#   libactivation-java libjaxb-api-java    classes need
#   qpdf                                   judges the structure of a PDF
check-pdf test-long: PACKAGES += default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java qpdf
# For `make bench` besides:
#   libreoffice-writer-nogui               what a form is timed beside
bench: PACKAGES += libreoffice-writer-nogui
# For `make test-browser` besides:
#   chromium                               the staff pages are played in it
test-browser: PACKAGES += chromium

.PHONY: help run deps build test test-long test-browser check check-pdf lint bench tour pictures screens clean

help:
	@echo "make run    start the demo kiosk: a window, or http://127.0.0.1:8080/screen without a display"
	echo "make test   check formatting and lints, run all tests"
	echo "make test-long  the tests that take minutes"
	echo "make test-browser  the staff pages in a real browser (Debian package chromium)"
	echo "make check-pdf  let two other programs judge every paper: PDF/A-1b, and no damage"
	echo "make bench  measure speed and memory"
	echo "make tour   play one visit and leave its pictures, ticket and form in ./tour"
	echo "make build  build, and print the path of the program"
	echo "make deps   install the Debian packages that are missing"

run: build
	$(KIOSK) demo

deps:
	@missing=()
	for package in $(PACKAGES); do
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q '^install ok installed' || missing+=($$package)
	done
	if [ $${#missing[@]} -eq 0 ]; then exit 0; fi
	install="apt-get install -y --no-install-recommends $${missing[*]}"
	if [ "$$(id -u)" = 0 ]; then sudo=; elif sudo -n true 2>/dev/null; then sudo="sudo -n"; else
	  echo "These Debian packages are missing. As root, run: apt-get update && $$install" >&2
	  exit 1
	fi
	export DEBIAN_FRONTEND=noninteractive
	$$sudo apt-get update -q >&2
	$$sudo $$install >&2

# The whole workspace is always built with the same features, so that Slint and Typst are compiled once.
build: deps
	@cargo build --workspace --locked >&2
	echo $(KIOSK)

lint: deps
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings

test: build lint
	cargo test --workspace --locked

check: test

# What takes minutes: every fault at every moment on every printer, and the like.
test-long: build
	cargo test --workspace --locked -- --ignored --skip record_again --skip browser

# The staff pages in a headless Chromium.
test-browser: build
	cargo test --workspace --locked -- --ignored browser

# Every form, empty and with its longest values, and every notice. Part of test-long.
check-pdf: build
	cargo test --workspace --test kiosk --locked -- --ignored pdf_a::

bench: build
	cargo bench --workspace --bench speed --bench frames --bench cards --bench voice --bench queue --bench printing --bench forms --profile dev --locked

tour: build
	$(KIOSK) tour --out tour

# The pictures of README.md, taken by the program itself.
pictures: tour
	for picture in welcome review; do cp tour/*-$$picture.png ui/pictures/$$picture.png; done
	cp tour/ticket.png tour/form.png ui/pictures/

# The kept pictures of every screen, and the contact sheet of README.md, taken anew: look at each before it is committed.
screens: build
	KEEP_PICTURES=1 cargo test --workspace --test screens --locked -- reference::

clean:
	cargo clean
