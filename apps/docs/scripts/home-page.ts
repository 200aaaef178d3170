import { readText } from './repository.ts'

const FRONTMATTER = `---
layout: home
title: TTB COLA data platform
titleTemplate: false
hero:
  name: TTB COLA data platform
  text: US label approvals as clean tables
  tagline: The public registry has 2.9 million records, a web site and no API. This turns its pages into typed tables, and says of every value where it came from.
  image:
    src: /mark.svg
    alt: A bottle with a label
  actions:
    - theme: brand
      text: First five minutes
      link: /start/first-five-minutes
    - theme: alt
      text: The life of a page
      link: /concepts/life-of-a-page
    - theme: alt
      text: Fields
      link: /reference/fields
features:
  - title: Nothing lost, nothing silent
    details: Every page has an outcome, every doubt an issue with its source text, every refused row a place in quarantine.
    link: /concepts/life-of-a-page
  - title: Polite by construction
    details: One pace for all processes, TLS always verified, and a full stop when the registry refuses.
    link: /concepts/politeness
  - title: One row a field
    details: Types, extraction, cleaning, contracts, Parquet, SQL and this documentation derive from one table.
    link: /reference/fields
---
`

/** The first page: what it is, and one example with what it prints. */
export function homePage(): string {
  const code = readText('examples/parse-one-page/index.ts').trimEnd()
  const output = readText('examples/parse-one-page/output.txt').trimEnd()
  return `${FRONTMATTER}
<div class="home-example">

## One page, value by value

\`\`\`ts
${code}
\`\`\`

\`\`\`text
${output}
\`\`\`

[The whole example](/examples/parse-one-page), one of [four](/examples/clean-a-column) that run as they stand.

</div>
`
}
