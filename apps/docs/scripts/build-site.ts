// Builds the site into `dist`: gathers the pages, writes the API reference, renders, and checks every link.
import { fileURLToPath } from 'node:url'
import { build } from 'vitepress'
import { linkProblems } from './check-links.ts'
import { siteSections } from './site-sections.ts'
import { catchWarnings } from './site-warnings.ts'
import { writeApi } from './write-api.ts'
import { writePages } from './write-pages.ts'

const HERE = fileURLToPath(new URL('..', import.meta.url))
const started = performance.now()

writePages(`${HERE}/.site`, siteSections())
await writeApi(`${HERE}/.site`)
const warnings = catchWarnings()
await build(HERE)
const problems = [...warnings(), ...linkProblems(`${HERE}/dist`)]
for (const problem of problems) console.error(`docs: ${problem}`)
if (problems.length > 0) process.exitCode = 1
else console.log(`docs: built into apps/docs/dist in ${Math.round((performance.now() - started) / 1000)} s`)
