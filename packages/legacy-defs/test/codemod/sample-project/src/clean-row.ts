import {
  clean_phone_number,
  clean_text,
  extract_zip_code,
  format_date_iso,
  parse_decimal,
} from '@ttb/legacy-defs/ttb_transformations'

export interface Row {
  readonly name: string
  readonly phone: string
  readonly zip: string | null
  readonly price: number | null
  readonly day: string | null
}

/** A row of a supplier's list. */
export function cleanRow([name = '', phone = '', address = '', price = '', day = '']: readonly string[]): Row {
  return {
    name: clean_text(name),
    phone: clean_phone_number(clean_text(phone)),
    zip: extract_zip_code(address),
    price: parse_decimal(price, 1),
    day: format_date_iso(day),
  }
}
