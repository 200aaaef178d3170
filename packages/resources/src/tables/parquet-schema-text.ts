import type { RecordDefinition } from '@ttb/utils/records'
import type { SchemaElement } from 'hyparquet'
import { parquetSchema } from './parquet-schema.ts'

/** The Parquet schema of a record as Parquet's own tools print it: `message certificate { ... }`. */
export function parquetSchemaText(record: RecordDefinition): string {
  const [root, ...elements] = parquetSchema(record)
  const lines: string[] = []
  const write = (count: number, indent: string): void => {
    for (let at = 0; at < count; at++) {
      const element = elements.shift() as SchemaElement
      const { name, type, repetition_type, num_children } = element
      const head = `${indent}${repetition_type?.toLowerCase()} ${typeName(type)} ${name}${annotation(element)}`
      if (num_children === undefined) {
        lines.push(`${head};`)
        continue
      }
      lines.push(`${head} {`)
      write(num_children, `${indent}  `)
      lines.push(`${indent}}`)
    }
  }
  write(root?.num_children ?? 0, '  ')
  return `message ${record.name} {\n${lines.join('\n')}\n}\n`
}

function typeName(type: SchemaElement['type']): string {
  if (type === undefined) return 'group'
  return type === 'BYTE_ARRAY' ? 'binary' : type.toLowerCase()
}

function annotation({ logical_type }: SchemaElement): string {
  if (!logical_type) return ''
  if (logical_type.type !== 'TIMESTAMP') return ` (${logical_type.type})`
  return ` (TIMESTAMP(${logical_type.unit},${logical_type.isAdjustedToUTC}))`
}
