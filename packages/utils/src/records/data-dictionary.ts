import { CODE_TABLES } from './code-tables.ts'
import type { Field, RecordDefinition } from './define-record.ts'
import { FIELD_TYPES } from './field-types.ts'
import type { Locator } from './locators.ts'

/** The fields of a record as a Markdown table: name, kind, meaning, and where each page shows it. */
export function describeRecord(record: RecordDefinition): string {
  const rows = Object.entries(record.fields).flatMap(([name, field]) => [
    describeField(name, field),
    ...Object.entries(field.fields ?? {}).map(([child, childField]) =>
      describeField(`${name}[].${child}`, childField as Field),
    ),
  ])
  return ['| Field | Kind | Meaning | Shown by |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

/** The kinds of value as a Markdown table. */
export function describeFieldTypes(): string {
  const rows = Object.entries(FIELD_TYPES).map(([name, { physical, doc }]) => `| \`${name}\` | ${physical} | ${doc} |`)
  return ['| Kind | Stored as | A value is |', '| --- | --- | --- |', ...rows].join('\n')
}

function describeField(name: string, field: Field): string {
  const kind = `${field.type}${field.cardinality === 'list' ? ' list' : ''}${field.cardinality === 'required' ? ', required' : ''}`
  const details = [
    field.doc,
    field.unit && `Unit: ${field.unit}.`,
    field.values && `One of ${field.values.map((value) => `\`${value}\``).join(', ')}.`,
    field.codes && `Codes: ${CODE_TABLES[field.codes]}.`,
    field.personal && 'Personal: left out of facts, dimensions and exports unless asked for.',
  ]
  return `| \`${name}\` | ${kind} | ${escapePipes(details.filter(Boolean).join(' '))} | ${escapePipes(shownBy(field))} |`
}

function shownBy(field: Field): string {
  if (field.derivedFrom) return `derived from ${field.derivedFrom.map((source) => `\`${source}\``).join(', ')}`
  return Object.entries(field.from ?? {})
    .map(([kind, locator]) => `${kind}: ${describeLocator(locator)}`)
    .join('; ')
}

/** Where a page shows a value, for people: `"TTB ID"`, `boxes under "TYPE OF PRODUCT"`. */
export function describeLocator(locator: Locator): string {
  const labels = locator.labels.map((label) => `"${label}"`).join(' or ')
  if (locator.by === 'choice') return `boxes under ${labels}`
  if (locator.by === 'blank') return `blank beside "${locator.option}"`
  if (locator.by === 'column') return `column ${labels}`
  return labels || 'the page'
}

function escapePipes(text: string): string {
  return text.replaceAll('|', '\\|')
}
