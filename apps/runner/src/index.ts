export { COMMANDS, type Command, type Option } from './commands.ts'
export type { Effects, TextSink } from './effects.ts'
export { EXIT_CODES, type Exit } from './exit-codes.ts'
export { createProgram, type Host, main } from './main.ts'
