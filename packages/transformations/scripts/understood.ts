// The share of captured values that are understood, by subject. Needs the captures: TTB_CAPTURES names their folder.
import { CAPTURES, hasCaptures, measureUnderstood, readCapturedRows } from '../test/captured-values.ts'

const print = (line: string) => process.stdout.write(`${line}\n`)

if (!hasCaptures) {
  process.stderr.write(`no captures in ${CAPTURES}\n`)
  process.exitCode = 1
} else {
  const rows = readCapturedRows()
  print(`${rows.length} rows of captured pages\n`)
  for (const { subject, texts, clean, withIssue, silent } of measureUnderstood(rows)) {
    const share = texts === 0 ? '-' : `${((100 * clean) / texts).toFixed(1)} %`
    print(
      `${subject.padEnd(20)}${String(texts).padStart(5)} texts ${share.padStart(8)} understood, ${withIssue.length} with an issue, ${silent.length} silent`,
    )
    for (const { text, codes } of withIssue.slice(0, 10)) print(`    ${codes}: ${JSON.stringify(text).slice(0, 100)}`)
  }
}
