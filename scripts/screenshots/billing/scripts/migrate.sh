#!/bin/sh
for step in 001_accounts 002_customers 003_invoices 004_payments; do
  printf 'migration %-15s \033[32mapplied\033[0m\n' "$step"
  sleep 0.2
done
printf 'migration %-15s \033[33mslow: 2 indexes on 1,204,331 rows\033[0m\n' 005_ledger
printf '\033[31mERROR\033[0m  006_currency: column "currency" of relation "invoices" contains null values\n' >&2
printf 'DETAIL  214 rows, the first of them invoice 2019-00017\n' >&2
printf 'HINT    set a default for old rows first: migrations/006_currency.sql:12\n' >&2
exit 3
