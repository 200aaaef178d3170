import type { FieldType } from '../records/field-types.ts'

/** A row of an export has hardly ever more than one or two commas too many; beyond this nothing about it is sure. */
const MAX_COMMAS = 8

/** What a cell of these kinds looks like. All others hold free text, in which a comma can stand. */
const SHAPES: { readonly [T in FieldType]?: RegExp } = {
  ttb_id: /^'?\d{8,14}'?$/,
  date: /^\d{1,2}\/\d{1,2}\/\d{4}$/,
  code: /^[0-9A-Z]{1,4}$/,
  permit_number: /^[0-9A-Z&-]+$/,
}

/**
 * The cells of a row in their columns, when there is exactly one way to see it. Commas within a value that were left
 * unquoted make too many cells; the row is understood when only one joining fits the kinds of the columns. Null: it is not.
 *
 * @param kinds the kind of value of each column; null is any text
 */
export function alignCells(cells: readonly string[], kinds: readonly (FieldType | null)[]): readonly string[] | null {
  if (cells.length === kinds.length) return cells
  if (cells.length < kinds.length || cells.length > kinds.length + MAX_COMMAS) return null
  const ways: string[][] = []
  const place = (column: number, cell: number, placed: readonly string[]): void => {
    if (ways.length > 1) return
    if (column === kinds.length) {
      if (cell === cells.length) ways.push([...placed])
      return
    }
    const shape = SHAPES[kinds[column] ?? 'text']
    const spare = cells.length - cell - (kinds.length - column)
    for (let joined = 0; joined <= (shape ? 0 : spare); joined++) {
      const value = cells.slice(cell, cell + joined + 1).join(',')
      if (shape ? value === '' || shape.test(value) : !/^[\s,]|[\s,]$/.test(value))
        place(column + 1, cell + joined + 1, [...placed, value])
    }
  }
  place(0, 0, [])
  return ways.length === 1 ? (ways[0] as string[]) : null
}
