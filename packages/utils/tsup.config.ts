import library from '../../tsup.shared.ts'

/** One file an entry: Node takes longer to find the shared chunks than to read what they hold twice. */
export default { ...library(), splitting: false }
