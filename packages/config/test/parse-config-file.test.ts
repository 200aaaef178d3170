import { TtbError } from '@ttb/utils'
import { describe, expect, it } from 'vitest'
import { parseConfigFile } from '../src/parse-config-file.ts'

describe('parseConfigFile', () => {
  it.each([
    ['a text that does not end', 'workers: 2\ndata: "x\n', 'a.yaml: line 3, column 1: Missing closing "quote'],
    [
      'a mapping within a line',
      'a: b: c',
      'a.yaml: line 1, column 4: Nested mappings are not allowed in compact mappings',
    ],
    ['a wrong indentation', 'a:\n  b: 1\n c: 2\n', /^a\.yaml: line 3, column \d: .+$/],
    ['a tab', '\tworkers: 1', 'a.yaml: line 1, column 1: Tabs are not allowed as indentation'],
    ['a comma too many', '{"a": 1,,}', 'a.yaml: line 1, column 9: Unexpected , in flow map'],
    ['JSON that is cut', '{\n  "workers": 2,\n', /^a\.yaml: line 3, column 1: Flow map .*}$/],
    ['a key that is there twice', 'a: 1\na: 2\n', 'a.yaml: line 2, column 1: Map keys must be unique'],
    ['a tag that is none', 'a: !num 4', 'a.yaml: line 1, column 4: Unresolved tag: !num'],
    ['two documents', 'a: 1\n---\nb: 2\n', 'a.yaml: line 2, column 1: a second document begins; expected one'],
    ['an alias of nothing', 'a: *x', 'a.yaml: Unresolved alias (the anchor must be set before the alias): x'],
    ['a list', '- workers\n', 'a.yaml: expected settings by name, not ["workers"]'],
  ])('says in one line where the fault is: %s', (_, text, want) => {
    let message = ''
    try {
      parseConfigFile(text, 'a.yaml')
    } catch (error) {
      expect(TtbError.isInstance(error) && error.code).toBe('invalid_argument')
      message = (error as Error).message
    }
    const [, said] = /^configuration file (.*)$/.exec(message) ?? []
    expect(said).toEqual(typeof want === 'string' ? want : expect.stringMatching(want))
  })
  it('shows only the beginning of what holds no settings', () => {
    expect(() => parseConfigFile('x'.repeat(10_000), 'a.yaml')).toThrowError(/^.{1,200}$/)
  })
})
