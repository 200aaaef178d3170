import { describe, expect, it } from 'vitest'
import { migrateSource } from '../../src/codemod/migrate-source.ts'

interface Given {
  readonly source: string
  readonly file?: string
  readonly want: string
  /** Line and name of what is left. */
  readonly left?: readonly string[]
}

const CASES: readonly (readonly [name: string, given: Given])[] = [
  [
    'a call that means the same, with its import',
    {
      source:
        "import { clean_phone_number } from '@ttb/legacy-defs/ttb_transformations'\n\nexport const phone = clean_phone_number('x')\n",
      want: "import { cleanPhone } from '@ttb/transformations/phones'\n\nexport const phone = (cleanPhone('x').value ?? '')\n",
    },
  ],
  [
    'calls within calls, and what stands between arguments',
    {
      source:
        "import { parse_decimal, clean_text } from '@ttb/legacy-defs/ttb_transformations'\nparse_decimal(clean_text(row[0]), precision)\n",
      want: "import { cleanDecimal, cleanText } from '@ttb/transformations'\ncleanDecimal((cleanText(row[0]).value ?? ''), { precision: precision }).value\n",
    },
  ],
  [
    'names of definitions, which are texts',
    {
      source:
        "import { ttb_raw_pipeline, raw_extraction_assets } from 'defs/ttb_consolidated_jobs'\nrun({ ttb_raw_pipeline, job: ttb_raw_pipeline, select: raw_extraction_assets })\n",
      want: "run({ ttb_raw_pipeline: 'ttb_raw_pipeline', job: 'ttb_raw_pipeline', select: ['ttb_raw_data', 'ttb_extracted_data', 'ttb_cleaned_data', 'ttb_structured_data'] })\n",
    },
  ],
  [
    'require, with the quotes, semicolons and names that the file has',
    {
      file: 'a.cjs',
      source:
        'const { is_ttb_error_page: isError, TTB_ERROR_PAGE_HASH } = require("ciq_test_2/defs/partitioned_assets");\nconst { validate_ttb_id } = require("ciq_test_2/defs/ttb_transformations");\nmodule.exports = [isError(x), validate_ttb_id(x), TTB_ERROR_PAGE_HASH];\n',
      want: 'const { extractPage } = require("@ttb/utils/pages");\nconst { TTB_ERROR_PAGE_HASH } = require("@ttb/legacy-defs/partitioned_assets");\nconst { cleanTtbId } = require("@ttb/transformations");\nmodule.exports = [(extractPage(x).outcome !== \'found\'), (cleanTtbId(x).value !== null), TTB_ERROR_PAGE_HASH];\n',
      left: ['3 TTB_ERROR_PAGE_HASH'],
    },
  ],
  [
    'a module as a whole, name by name',
    {
      source:
        'import * as old from "@ttb/legacy-defs/ttb_transformations"\nold.extract_zip_code(a) ?? old.normalize_state(b)\n',
      want: 'import { cleanState, cleanZip } from "@ttb/transformations"\ncleanZip(a).value ?? cleanState(b).value\n',
    },
  ],
  [
    'a static method',
    {
      source: "import { TTBIDUtils } from '../ciq_test_2/defs/ttb_utils.js'\nTTBIDUtils.date_to_julian(day)\n",
      want: "import { dayOfYear } from '@ttb/utils'\ndayOfYear(day)\n",
    },
  ],
  [
    'into an import that is there, under the name it has there',
    {
      source:
        "import { cleanZip as zip } from '@ttb/transformations'\nimport { extract_zip_code } from '@ttb/legacy-defs/ttb_transformations'\nzip(a) && extract_zip_code(b)\n",
      want: "import { cleanZip as zip } from '@ttb/transformations'\nzip(a) && zip(b).value\n",
    },
  ],
  [
    'under another name where the file has one of that name',
    {
      source:
        "import { extract_zip_code } from '@ttb/legacy-defs/ttb_transformations'\nconst cleanZip = 1\nextract_zip_code(cleanZip)\n",
      want: "import { cleanZip as cleanZipTtb } from '@ttb/transformations'\nconst cleanZip = 1\ncleanZipTtb(cleanZip).value\n",
    },
  ],
  [
    'nothing that only has the name of an import',
    {
      source:
        "import { clean_text } from '@ttb/legacy-defs/ttb_transformations'\nfunction f(clean_text) { return clean_text(1) }\nf(clean_text('a'))\n",
      want: "import { cleanText } from '@ttb/transformations'\nfunction f(clean_text) { return clean_text(1) }\nf((cleanText('a').value ?? ''))\n",
    },
  ],
  [
    'nothing from a path that has names that never were, and may be another’s',
    {
      source:
        "import { clean_text, parse_ttb_html, classify_beverage_type as beverage } from 'defs/ttb_transformations'\n",
      want: "import { clean_text, parse_ttb_html, classify_beverage_type as beverage } from 'defs/ttb_transformations'\n",
      left: ['1 parse_ttb_html'],
    },
  ],
  [
    'a use that is no call, a call with other arguments, and a type are left',
    {
      source:
        "import { clean_text, parse_flexible_date } from 'defs/ttb_transformations'\nimport { type TTBIDComponents } from 'defs/ttb_utils'\nrows.map(clean_text)\nclean_text(a, false)\nclean_text(...b)\nlet id: TTBIDComponents\nparse_flexible_date(c)\n",
      want: "import { cleanDate } from '@ttb/transformations'\nimport { clean_text } from '@ttb/legacy-defs/ttb_transformations'\nimport { type TTBIDComponents } from '@ttb/legacy-defs/ttb_utils'\nrows.map(clean_text)\nclean_text(a, false)\nclean_text(...b)\nlet id: TTBIDComponents\ncleanDate(c).value\n",
      left: ['3 clean_text', '4 clean_text', '5 clean_text', '6 TTBIDComponents'],
    },
  ],
  [
    'an export, a mock and an import that waits are left',
    {
      source:
        "export { clean_text } from '@ttb/legacy-defs/ttb_transformations'\nvi.mock('@ttb/legacy-defs/ttb_utils')\nawait import('@ttb/legacy-defs/resources')\n",
      want: "export { clean_text } from '@ttb/legacy-defs/ttb_transformations'\nvi.mock('@ttb/legacy-defs/ttb_utils')\nawait import('@ttb/legacy-defs/resources')\n",
      left: ['1 @ttb/legacy-defs/ttb_transformations', '2 @ttb/legacy-defs/ttb_utils', '3 @ttb/legacy-defs/resources'],
    },
  ],
  [
    'a name that never was is left',
    {
      source:
        "import { generate_partition_keys, ttb_summary } from '@ttb/legacy-defs/partitioned_assets'\nuse(ttb_summary)\n",
      want: "import { generate_partition_keys, ttb_summary } from '@ttb/legacy-defs/partitioned_assets'\nuse(ttb_summary)\n",
      left: ['1 generate_partition_keys', '2 ttb_summary'],
    },
  ],
  [
    'a folder of the same name that is the project’s own is not touched',
    {
      source: "import { connect } from './defs/resources'\nconst text = 'see defs/resources'\nconnect(text)\n",
      want: "import { connect } from './defs/resources'\nconst text = 'see defs/resources'\nconnect(text)\n",
    },
  ],
  [
    'JSX and types, in the files that have them',
    {
      file: 'a.tsx',
      source:
        "import { extract_zip_code } from '@ttb/legacy-defs/ttb_transformations'\nexport const Zip = ({ of }: { of: string }) => <b>{extract_zip_code(of)}</b>\n",
      want: "import { cleanZip } from '@ttb/transformations'\nexport const Zip = ({ of }: { of: string }) => <b>{cleanZip(of).value}</b>\n",
    },
  ],
]

describe('migrateSource', () => {
  it.each(CASES)('moves %s', (_, { source, file = 'a.ts', want, left = [] }) => {
    const result = migrateSource(source, file)
    expect(result.text).toBe(want)
    expect(result.left.map(({ line, name }) => `${line} ${name}`)).toEqual(left)
  })
  it('has nothing left to do in what it wrote, but for what it left', () => {
    for (const [, { source, file = 'a.ts' }] of CASES) {
      const once = migrateSource(source, file)
      const twice = migrateSource(once.text, file)
      expect([twice.text, twice.moved]).toEqual([once.text, 0])
    }
  })
  it('names each name that it does not know, with its line, and whose it was or what was probably meant', () => {
    const names = '{\n  clean_text,\n  parse_ttb_html,\n  clean_fone_number as phone,\n  brew,\n}'
    const advice = (path: string) => migrateSource(`import ${names} from '${path}'\n`, 'a.ts').left
    const own = '; defs/ttb_transformations looks like an old path, but may be your own, and is left alone'
    for (const [path, more] of [
      ['@ttb/legacy-defs/ttb_transformations', ''],
      ['defs/ttb_transformations', own],
    ] as const)
      expect(advice(path)).toEqual([
        {
          line: 3,
          name: 'parse_ttb_html',
          advice: `no name of ttb_transformations, but of ttb_data_extraction${more}`,
        },
        {
          line: 4,
          name: 'clean_fone_number',
          advice: `no name of ttb_transformations; did you mean clean_phone_number?${more}`,
        },
        { line: 5, name: 'brew', advice: `no name of ttb_transformations${more}` },
      ])
  })
  it('names them where they are required', () => {
    const { left } = migrateSource(
      "const {\n  clean_text,\n  brew,\n} = require('@ttb/legacy-defs/ttb_transformations')\n",
      'a.cjs',
    )
    expect(left).toEqual([{ line: 3, name: 'brew', advice: 'no name of ttb_transformations' }])
  })
  it('says what to use for what it leaves', () => {
    const { left } = migrateSource(
      "import { parse_ttb_html } from '@ttb/legacy-defs/ttb_data_extraction'\nparse_ttb_html(a, b)\n",
      'a.ts',
    )
    expect(left).toEqual([
      {
        line: 2,
        name: 'parse_ttb_html',
        advice:
          'use extractPage of @ttb/utils/pages: gives `{ outcome, values, issues }` with the names of the field table',
      },
    ])
  })
})
