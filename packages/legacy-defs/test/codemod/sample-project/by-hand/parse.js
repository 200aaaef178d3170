import { create_parser } from 'defs/ttb_data_extraction'

const parser = create_parser('certificate')
export const parse = (html) => parser.parse(html)
