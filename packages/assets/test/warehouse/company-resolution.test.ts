import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Alias, resolveCompanies } from '../../src/warehouse/company-resolution.ts'
import { surrogateKey } from '../../src/warehouse/surrogate-key.ts'

let order = 0
function alias(permit: string | null, nameKey: string | null, addressKey: string | null, firstOrder = ++order): Alias {
  return { aliasKey: surrogateKey(`${permit}|${nameKey}|${addressKey}`), permit, nameKey, addressKey, firstOrder }
}

function naturalKeys(aliases: readonly Alias[], links: readonly (readonly [string, string])[] = []): string[] {
  return resolveCompanies(aliases, links).aliases.map(({ naturalKey }) => naturalKey)
}

describe('companies', () => {
  it('are one by permit, whatever they are called', () => {
    const aliases = [
      alias('DSP-KY-1', 'OLD OAK', '1 MAIN ST|40004'),
      alias('DSP-KY-1', 'OLD OAK DISTILLING', '9 ELM ST|40004'),
    ]
    expect(naturalKeys(aliases)).toEqual(['DSP-KY-1', 'DSP-KY-1'])
    expect(resolveCompanies(aliases, []).aliases.map(({ evidence, confidence }) => [evidence, confidence])).toEqual([
      ['anchor', 1],
      ['same_permit', 1],
    ])
  })

  it('are one by name and address, also where permits differ or there is none', () => {
    const aliases = [
      alias('DSP-KY-1', 'OLD OAK', '1 MAIN ST|40004'),
      alias('KY-I-9', 'OLD OAK', '1 MAIN ST|40004'),
      alias(null, 'OLD OAK', '1 MAIN ST|40004'),
    ]
    expect(
      resolveCompanies(aliases, []).aliases.map(({ naturalKey, evidence, confidence }) => [
        naturalKey,
        evidence,
        confidence,
      ]),
    ).toEqual([
      ['DSP-KY-1', 'anchor', 1],
      ['DSP-KY-1', 'same_name_and_address', 0.9],
      ['DSP-KY-1', 'same_name_and_address', 0.9],
    ])
  })

  it('are not one by name alone, nor by address alone', () => {
    expect(
      new Set(
        naturalKeys([
          alias('BR-OH-A-1', 'OAK', '1 A ST|1'),
          alias('BR-TX-B-2', 'OAK', '2 B ST|2'),
          alias('BR-OH-C-3', 'ELM', '1 A ST|1'),
        ]),
      ).size,
    ).toBe(3)
    expect(new Set(naturalKeys([alias('BR-OH-A-1', 'OAK', null), alias(null, 'OAK', null)])).size).toBe(2)
  })

  it('are one where a record lists their permits together, less surely', () => {
    const aliases = [alias('BW-CA-1', 'OAK', '1 A ST|1'), alias('BW-CA-2', 'OAK WEST', '2 B ST|2')]
    expect(resolveCompanies(aliases, [['BW-CA-1', 'BW-CA-2']]).aliases[1]).toMatchObject({
      naturalKey: 'BW-CA-1',
      evidence: 'listed_together',
      confidence: 0.8,
    })
  })

  it('are less sure with each further step', () => {
    const aliases = [
      alias('A-OH-1', 'OAK', '1 A ST|1'),
      alias('A-OH-2', 'OAK', '1 A ST|1'),
      alias('A-OH-2', 'ELM', '2 B ST|2'),
      alias('A-OH-3', 'ELM', '2 B ST|2'),
    ]
    expect(resolveCompanies(aliases, []).aliases.map(({ evidence, confidence }) => [evidence, confidence])).toEqual([
      ['anchor', 1],
      ['same_name_and_address', 0.9],
      ['same_name_and_address', 0.9],
      ['indirect', 0.81],
    ])
  })

  it('keep their key when later records bring other permits', () => {
    const first = [alias('KY-I-9', 'OAK', '1 A ST|1', 10)]
    const later = [...first, alias('DSP-KY-1', 'OAK', '1 A ST|1', 20), alias(null, 'OAK', '1 A ST|1', 5)]
    expect(new Set(naturalKeys(later))).toEqual(new Set(naturalKeys(first)))
  })

  it('know the company of every permit', () => {
    const { permits } = resolveCompanies([alias('BW-CA-1', 'OAK', '1 A ST|1')], [['BW-CA-1', 'BW-CA-2']])
    expect([...permits]).toEqual([
      ['BW-CA-1', surrogateKey('BW-CA-1')],
      ['BW-CA-2', surrogateKey('BW-CA-1')],
    ])
  })

  it('do not depend on the order in which records came in', () => {
    const part = (letters: string) => fc.option(fc.constantFrom(...letters), { nil: null })
    const anyAlias = fc.record({
      permit: part('PQRS'),
      name: part('abc'),
      address: part('123'),
      at: fc.integer({ min: 1, max: 9 }),
    })
    const anyLink = fc.tuple(fc.constantFrom(...'PQRS'), fc.constantFrom(...'PQRS'))
    fc.assert(
      fc.property(
        fc.array(anyAlias, { maxLength: 9 }),
        fc.array(anyLink, { maxLength: 3 }),
        fc.infiniteStream(fc.nat()),
        (list, links, keys) => {
          const unique = new Map(
            list
              .filter(({ permit, name, address }) => permit ?? name ?? address)
              .map(({ permit, name, address, at }) => [
                `${permit}|${name}|${address}`,
                alias(permit, name, address, at),
              ]),
          )
          const aliases = [...unique.values()]
          const shuffled = aliases
            .map((each) => [keys.next().value as number, each] as const)
            .sort(([one], [other]) => one - other)
            .map(([, each]) => each)
          const sorted = (result: ReturnType<typeof resolveCompanies>) => ({
            aliases: [...result.aliases].sort((one, other) => (one.aliasKey < other.aliasKey ? -1 : 1)),
            permits: [...result.permits].sort(),
          })
          const known = links.filter(([one, other]) =>
            [one, other].every((permit) => aliases.some((each) => each.permit === permit)),
          )
          expect(sorted(resolveCompanies(shuffled, [...known].reverse()))).toEqual(
            sorted(resolveCompanies(aliases, known)),
          )
        },
      ),
    )
  })
})
