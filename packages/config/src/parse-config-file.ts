import { TtbError } from '@ttb/utils'
import { LineCounter, parseDocument } from 'yaml'

/** How much of a content that holds no settings a message shows. */
const MAX_SHOWN = 80

/**
 * The settings of a configuration file, for `loadConfig({ file })`. It is written in YAML, of which JSON is a part.
 * Throws `invalid_argument` in one line, naming the file, the line and the column, when it is neither or holds no settings
 * by name.
 *
 * @param name what messages call the file
 */
export function parseConfigFile(text: string, name: string): Record<string, unknown> {
  const content = readYaml(text, name)
  if (content === null) return {}
  if (typeof content === 'object' && !Array.isArray(content)) return content as Record<string, unknown>
  throw invalid(`${name}: expected settings by name, not ${JSON.stringify(content).slice(0, MAX_SHOWN)}`)
}

function readYaml(text: string, name: string): unknown {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false })
  // A warning, as of a tag that is not known, is about a value that would be another than the file seems to say.
  const [problem] = [...document.errors, ...document.warnings]
  if (problem) {
    const { line, col } = lineCounter.linePos(problem.pos[0])
    const said = problem.code === 'MULTIPLE_DOCS' ? 'a second document begins; expected one' : sentenceOf(problem)
    throw invalid(`${name}: line ${line}, column ${col}: ${said}`, problem)
  }
  try {
    return document.toJS()
  } catch (cause) {
    // An alias of nothing, or far too many of them: the parser tells no place.
    throw invalid(`${name}: ${sentenceOf(cause as Error)}`, cause)
  }
}

function sentenceOf({ message }: Error): string {
  return message.replace(/\s*\n\s*/g, ' ')
}

function invalid(text: string, cause?: unknown): TtbError {
  return new TtbError(`configuration file ${text}`, { code: 'invalid_argument', cause })
}
