import { findQuestion, openWarehouse, QUESTIONS, type Question, type QuestionParameter, questionSql } from '@ttb/assets'
import type { Config } from '@ttb/config'
import { openStorage, type SqlSession, systemClock } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { CONSOLIDATED } from '@ttb/utils/records'
import type { OptionValues, RunCommand } from '../command.ts'
import { configureExisting } from '../configuration.ts'
import type { TextSink } from '../effects.ts'
import { writeJsonLine } from '../output.ts'
import { readWanted, writeAnswer } from '../write-result.ts'

export const run: RunCommand = async (effects, [name], options) => {
  const { stdout, stderr } = effects
  if (name === undefined) {
    listQuestions(stdout, { json: options['json'] === true })
    return 'ok'
  }
  const question = findQuestion(name)
  const today = (options['today'] as string | undefined) ?? new Date(systemClock.now()).toISOString().slice(0, 10)
  if (options['explain'] === true) {
    stdout.write(explain(question, sqlToShow(question, { options, today })))
    return 'ok'
  }
  const sql = questionSql(question, { parameters: parametersOf(question, options), today })
  const wanted = readWanted(options, effects)
  const { config } = configureExisting(effects, options)
  const isShown = wanted.format === 'table' && wanted.file === null
  const count = await writeAnswer(effects, sql, wanted, async () => {
    const session = await openBuilt(config)
    if (isShown) stdout.write(`${question.question}\n\n`)
    return session
  })
  if (isShown) stdout.write(`\n${question.explanation}\n`)
  if (count === 0) stderr.write(await whyNothing(question, config, today))
  return 'ok'
}

function listQuestions(stdout: TextSink, { json }: { readonly json: boolean }): void {
  if (json) {
    for (const { name, question, explanation, parameters } of QUESTIONS)
      writeJsonLine(stdout, { name, question, explanation, parameters })
    return
  }
  const width = Math.max(...QUESTIONS.map(({ name }) => name.length))
  const lines = QUESTIONS.map(({ name, question }) => `  ${name.padEnd(width)}  ${question}`)
  stdout.write(
    `${lines.join('\n')}\n\n"ttb ask NAME" answers; "ttb ask NAME --explain" shows what it means, what it takes and its SQL.\n`,
  )
}

/**
 * The parameters that the options name. Throws `invalid_argument` for one that the question does not take, or lacks, or that
 * cannot be what is given.
 */
function parametersOf({ name, parameters }: Question, options: OptionValues): Record<string, string> {
  const known = [...new Set(QUESTIONS.flatMap((question) => question.parameters.map((parameter) => parameter.name)))]
  const given = known.flatMap((key) =>
    typeof options[key] === 'string' ? [[key, options[key] as string] as const] : [],
  )
  const expected = parameters.map(described).join(', ') || 'no options'
  for (const [key] of given)
    if (!parameters.some((parameter) => parameter.name === key))
      throw new TtbError(`question ${name} takes no --${key}; expected ${expected}`, { code: 'invalid_argument' })
  for (const { name: key, default: value, doc } of parameters)
    if (value === null && !given.some(([each]) => each === key))
      throw new TtbError(`question ${name} needs --${key}: ${doc}`, { code: 'invalid_argument' })
  for (const [key, value] of given) {
    const values: readonly string[] | undefined = PARAMETER_VALUES[key]
    if (values && value !== '' && !values.includes(value))
      throw new TtbError(
        `question ${name}: ${key} is ${JSON.stringify(value)}; expected ${values.join(', ')}, or "" for all`,
        { code: 'invalid_argument' },
      )
  }
  return Object.fromEntries(given)
}

/** What parameters can be that are text and not any text: of another there would be no answer, and nothing said. */
const PARAMETER_VALUES: Readonly<Record<string, readonly string[]>> = {
  commodity: CONSOLIDATED.fields.commodity.values ?? [],
}

/** The SQL with its values, or as it stands where a value is still to be given. */
function sqlToShow(
  question: Question,
  { options, today }: { readonly options: OptionValues; readonly today: string },
): string {
  const lacks = question.parameters.some(({ name, default: value }) => value === null && options[name] === undefined)
  return lacks ? question.sql.trim() : questionSql(question, { parameters: parametersOf(question, options), today })
}

function explain({ question, explanation, parameters }: Question, sql: string): string {
  const lines = parameters.map(
    (parameter) => `  ${described(parameter).padEnd(20)}${parameter.doc} ${defaultOf(parameter)}`,
  )
  return `${question}\n\n${explanation}\n\n${lines.length > 0 ? `${lines.join('\n')}\n\n` : ''}${sql}\n`
}

const PLACEHOLDERS = { date: 'DATE', text: 'TEXT', integer: 'N' } as const

function described({ name, type }: QuestionParameter): string {
  return `--${name} ${PLACEHOLDERS[type]}`
}

function defaultOf({ default: value }: QuestionParameter): string {
  if (value === null) return 'Must be given.'
  return value === '' ? 'Default: all.' : `Default: ${value}.`
}

/** A session of the warehouse; says what to run where there is none. */
async function openBuilt(config: Config): Promise<SqlSession> {
  try {
    return await openWarehouse(openStorage(config))
  } catch (cause) {
    if (!TtbError.isInstance(cause) || cause.code !== 'not_found') throw cause
    throw new TtbError(
      `the tables that questions are asked of are not made yet in ${config.data}: "ttb run ttb_analytics_only" makes them of the pages that are there`,
      { code: 'not_found', cause },
    )
  }
}

/** Old data has no last month: says up to when there are approvals. */
async function whyNothing({ parameters }: Question, config: Config, today: string): Promise<string> {
  if (!parameters.some(({ name }) => name === 'today')) return ''
  const session = await openBuilt(config)
  try {
    const { rows } = await session.query('SELECT max(approval_date), max(completed_date) FROM fact_products')
    const [approved, completed] = rows[0] as [string | null, string | null]
    if (approved === null) return 'There are no label approvals in these tables.\n'
    return `Counted back from ${today}; the last approval here is of ${approved}, the last change of status of ${completed ?? approved}: --today ${completed ?? approved} counts back from there.\n`
  } finally {
    session.close()
  }
}
