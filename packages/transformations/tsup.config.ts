import library from '../../tsup.shared.ts'

/** One file an entry: Node takes longer to find twenty shared chunks than to read the root entry. */
export default { ...library(), splitting: false }
