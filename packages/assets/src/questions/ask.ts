import { nearestNames } from '@ttb/config'
import type { SqlResult, SqlSession } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { QUESTIONS, type Question } from './questions.ts'

/** The question of a name. Throws `invalid_argument`, naming those most like it and all there are. */
export function findQuestion(name: string): Question {
  const question = QUESTIONS.find((each) => each.name === name)
  if (question) return question
  const names = QUESTIONS.map((each) => each.name)
  const near = nearestNames(name, names)
  const guess = near.length > 0 ? `did you mean ${near.join(' or ')}? ` : ''
  throw new TtbError(`no such question: ${JSON.stringify(name)}; ${guess}expected one of ${names.join(', ')}`, {
    code: 'invalid_argument',
  })
}

export interface AskOptions {
  /** Values of parameters, as text. */
  readonly parameters?: Readonly<Record<string, string>>
  /** `YYYY-MM-DD`: what `today` is where no value is given. */
  readonly today: string
}

/** The SQL of a question with its parameters filled in. Throws `invalid_argument` for a value that is missing, unknown or no value of its type. */
export function questionSql(
  { name, parameters, sql }: Question,
  { parameters: given = {}, today }: AskOptions,
): string {
  for (const unknown of Object.keys(given).filter((key) => !parameters.some((parameter) => parameter.name === key)))
    throw new TtbError(
      `question ${name} has no parameter ${JSON.stringify(unknown)}; expected ${parameters.map((each) => each.name).join(', ') || 'none'}`,
      { code: 'invalid_argument' },
    )
  const literals = new Map(
    parameters.map((parameter) => {
      const value = given[parameter.name] ?? (parameter.default === 'today' ? today : parameter.default)
      if (value !== null) return [parameter.name, literalOf(name, parameter, value)] as const
      throw new TtbError(`question ${name} needs a value for ${parameter.name}: ${parameter.doc}`, {
        code: 'invalid_argument',
      })
    }),
  )
  return sql.trim().replace(/\$([a-z]+)/g, (whole, parameter: string) => literals.get(parameter) ?? whole)
}

function literalOf(question: string, { name, type }: Question['parameters'][number], value: string): string {
  if (type === 'text') return `'${value.replaceAll("'", "''")}'`
  if (type === 'integer' && /^\d{1,6}$/.test(value)) return value
  if (type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value) && isDay(value)) return `DATE '${value}'`
  const expected = type === 'date' ? 'a day, YYYY-MM-DD' : 'a whole number'
  throw new TtbError(`question ${question}: ${name} is ${JSON.stringify(value)}; expected ${expected}`, {
    code: 'invalid_argument',
  })
}

/** Whether `YYYY-MM-DD` is a day of the calendar; `Date` takes 2025-02-30 for another. */
function isDay(text: string): boolean {
  const ms = Date.parse(text)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

/** Asks a question of a session of the warehouse (`openWarehouse`). */
export async function ask(session: SqlSession, name: string, options: AskOptions): Promise<SqlResult> {
  return session.query(questionSql(findQuestion(name), options))
}
