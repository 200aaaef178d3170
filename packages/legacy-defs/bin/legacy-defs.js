#!/usr/bin/env node
import { migrateCommand } from '../dist/migrate-command.js'

process.exitCode = migrateCommand(process.argv.slice(2), process)
