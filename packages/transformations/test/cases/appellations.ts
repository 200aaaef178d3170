import { type AppellationKind, parseAppellation } from '../../src/values/appellations.ts'
import type { Subject } from './case.ts'

type More = { kind?: AppellationKind; designation?: string; state?: string; country?: string }

const place = (name: string, more: More = {}) => ({
  name,
  kind: more.kind ?? null,
  designation: more.designation ?? null,
  state: more.state ?? null,
  country: more.country ?? null,
})

const area = (name: string, state: string | null) =>
  place(name, { kind: 'viticultural_area', country: 'US', ...(state && { state }) })

const county = (name: string, state: string | null) =>
  place(name, { kind: 'county', ...(state && { state, country: 'US' }) })

export const appellations: Subject = {
  entry: 'appellations',
  sentence:
    'Appellations of origin taken apart into name, kind of place, protected designation, state and country. American viticultural areas are known by name as of the end of 2024; of other countries only the country is, and a name in no table is as right as any.',
  groups: [
    {
      call: 'parseAppellation(given)',
      read: (given) => parseAppellation(given),
      cases: [
        { given: 'NAPA VALLEY', want: area('NAPA VALLEY', 'CA') },
        { given: 'LODI', want: area('LODI', 'CA') },
        { given: 'HORSE HEAVEN HILLS', want: area('HORSE HEAVEN HILLS', 'WA') },
        { given: 'GRAND VALLEY', want: area('GRAND VALLEY', 'CO') },
        { given: 'COLUMBIA VALLEY', want: area('COLUMBIA VALLEY', null), note: 'lies in two states' },
        { given: 'COLUMBIA VALLEY, OREGON', want: area('COLUMBIA VALLEY', 'OR') },
        { given: 'Columbia Valley - Washington', want: area('Columbia Valley', 'WA') },
        { given: 'NAPA VALLEY, CALIFORNIA, USA', want: area('NAPA VALLEY', 'CA') },
        { given: 'NORTH COAST (CALIFORNIA)', want: area('NORTH COAST', 'CA') },
        { given: 'FINGER LAKES, NY', want: area('FINGER LAKES', 'NY') },
        { given: 'LAKE ERIE, OHIO', want: area('LAKE ERIE', 'OH') },
        { given: 'MOUNT VEEDER', want: area('MOUNT VEEDER', 'CA'), note: 'Mt. Veeder in the regulation' },
        { given: 'St Helena', want: area('St Helena', 'CA') },
        { given: 'SANTA RITA HILLS', want: area('SANTA RITA HILLS', 'CA'), note: 'Sta. Rita Hills in the regulation' },
        { given: 'CARNEROS', want: area('CARNEROS', 'CA'), note: 'Los Carneros in the regulation' },
        { given: 'Martha’s Vineyard', want: area('Martha’s Vineyard', 'MA') },
        { given: 'Rocks District of Milton-Freewater', want: area('Rocks District of Milton-Freewater', 'OR') },
        {
          given: 'Beverly, Washington',
          want: area('Beverly, Washington', 'WA'),
          note: 'the state is part of the name',
        },
        { given: 'BEVERLY', want: place('BEVERLY'), note: 'without it, it is none' },
        { given: 'The Hamptons, Long Island', want: area('The Hamptons, Long Island', 'NY') },
        {
          given: 'Willamette Valley AVA',
          want: { ...area('Willamette Valley', 'OR'), designation: 'AVA' },
        },
        {
          given: 'Tryon Foothills AVA',
          want: { ...area('Tryon Foothills', null), designation: 'AVA' },
          note: 'not in the table; the text says what it is',
        },
        {
          given: 'TRYON FOOTHILLS',
          want: place('TRYON FOOTHILLS'),
          note: 'not in the table; no issue, as the table may be older',
        },
        {
          given: 'NAPA VALLEY, OREGON',
          want: place('NAPA VALLEY', { state: 'OR', country: 'US' }),
          note: 'no such area in that state',
        },
        { given: 'NIAGARA ESCARPMENT', want: place('NIAGARA ESCARPMENT'), note: 'in New York and in Ontario' },
        { given: 'MONTEREY', want: area('MONTEREY', 'CA'), note: 'the county would say that it is one' },
        { given: 'CA - MONTEREY', want: county('MONTEREY', 'CA'), note: 'as the form writes counties' },
        { given: 'CA - LAKE', want: county('LAKE', 'CA') },
        { given: 'CA - SONOMA', want: county('SONOMA', 'CA') },
        { given: 'CA - NAPA VALLEY', want: area('NAPA VALLEY', 'CA') },
        { given: 'SONOMA COUNTY, CALIFORNIA', want: county('SONOMA COUNTY', 'CA') },
        { given: 'PRINCE EDWARD COUNTY', want: county('PRINCE EDWARD COUNTY', null), note: 'it is in Ontario' },
        { given: 'RED HILLS LAKE COUNTY', want: area('RED HILLS LAKE COUNTY', 'CA'), note: 'not the county' },
        { given: 'OREGON', want: place('OREGON', { kind: 'state', state: 'OR', country: 'US' }) },
        { given: 'WASHINGTON', want: place('WASHINGTON', { kind: 'state', state: 'WA', country: 'US' }) },
        { given: 'NEW MEXICO', want: place('NEW MEXICO', { kind: 'state', state: 'NM', country: 'US' }) },
        { given: 'GEORGIA', want: place('GEORGIA'), issues: ['ambiguous'], note: 'a state and a country' },
        { given: 'GEORGIA, USA', want: place('GEORGIA', { kind: 'state', state: 'GA', country: 'US' }) },
        { given: 'KAKHETI, GEORGIA', want: place('KAKHETI'), issues: ['ambiguous'], note: 'a state and a country' },
        { given: 'KAKHETI (REPUBLIC OF GEORGIA)', want: place('KAKHETI', { country: 'GE' }) },
        { given: 'AMERICAN', want: place('AMERICAN', { kind: 'country', country: 'US' }) },
        {
          given: 'ITALY',
          want: place('ITALY', { kind: 'country', country: 'IT' }),
          note: 'a country is an appellation of origin',
        },
        { given: 'JAPAN', want: place('JAPAN', { kind: 'country', country: 'JP' }) },
        {
          given: 'VIN DE FRANCE',
          want: place('VIN DE FRANCE', { kind: 'country', country: 'FR' }),
          note: 'wine of all the country',
        },
        { given: 'LA MANCHA, SPAIN', want: place('LA MANCHA', { country: 'ES' }) },
        { given: 'MONTSANT (SPAIN)', want: place('MONTSANT', { country: 'ES' }) },
        { given: 'MENDOZA - ARGENTINA', want: place('MENDOZA', { country: 'AR' }) },
        { given: 'STELLENBOSCH, SOUTH AFRICA', want: place('STELLENBOSCH', { country: 'ZA' }) },
        { given: 'MOSEL, GERMANY', want: place('MOSEL', { country: 'DE' }) },
        { given: 'D.O. CAVA', want: place('CAVA', { designation: 'DO' }) },
        { given: 'D.O.NAVARRA', want: place('NAVARRA', { designation: 'DO' }) },
        { given: 'D.O.CA. RIOJA', want: place('RIOJA', { designation: 'DOCA' }) },
        { given: 'DOCA RIOJA', want: place('RIOJA', { designation: 'DOCA' }) },
        { given: 'D.O. VALLE CENTRAL', want: place('VALLE CENTRAL', { designation: 'DO' }) },
        { given: 'D.O. MONTSANT, SPAIN', want: place('MONTSANT', { designation: 'DO', country: 'ES' }) },
        { given: 'Ribera del Duero D.O.', want: place('Ribera del Duero', { designation: 'DO' }) },
        { given: 'TERRE SICILIANE IGT', want: place('TERRE SICILIANE', { designation: 'IGT' }) },
        { given: 'CHIANTI CLASSICO D.O.C.G.', want: place('CHIANTI CLASSICO', { designation: 'DOCG' }) },
        { given: 'Barolo DOCG', want: place('Barolo', { designation: 'DOCG' }) },
        { given: 'AOC MARGAUX', want: place('MARGAUX', { designation: 'AOC' }) },
        { given: 'IGP Pays d’Oc', want: place('Pays d’Oc', { designation: 'IGP' }) },
        { given: 'DOURO', want: place('DOURO'), note: 'begins with D and O, and no more' },
        { given: 'DO', want: place('DO') },
        { given: 'HATTENHEIM RHEINGAU', want: place('HATTENHEIM RHEINGAU') },
        { given: 'COSTIERES DE NIMES', want: place('COSTIERES DE NIMES') },
        { given: "NEBBIOLO D'ALBA", want: place("NEBBIOLO D'ALBA") },
        { given: 'CHAMBOLLE-MUSIGAY', want: place('CHAMBOLLE-MUSIGAY'), note: 'a hyphen without spaces parts nothing' },
        { given: 'SAINT-EMILIONS', want: place('SAINT-EMILIONS'), note: 'as filed, misspelt' },
        { given: '12', want: null, issues: ['not_understood'] },
        { given: 'N/A', want: null, issues: ['not_applicable'] },
        { given: '', want: null },
      ],
    },
  ],
}
