import { parseAppellation } from '../../src/values/appellations.ts'
import type { Subject } from './case.ts'

const place = (name: string, more: { designation?: string; state?: string; country?: string } = {}) => ({
  name,
  designation: more.designation ?? null,
  state: more.state ?? null,
  country: more.country ?? null,
})

export const appellations: Subject = {
  entry: 'appellations',
  sentence: 'Appellations of origin taken apart into name, protected designation, state and country.',
  groups: [
    {
      call: 'parseAppellation(given)',
      read: (given) => parseAppellation(given),
      cases: [
        { given: 'NAPA VALLEY', want: place('NAPA VALLEY') },
        { given: 'CAVA', want: place('CAVA') },
        { given: 'D.O. CAVA', want: place('CAVA', { designation: 'DO' }) },
        { given: 'D.O. PENEDES', want: place('PENEDES', { designation: 'DO' }) },
        { given: 'D.O.NAVARRA', want: place('NAVARRA', { designation: 'DO' }) },
        { given: 'D.O.CA. RIOJA', want: place('RIOJA', { designation: 'DOCA' }) },
        { given: 'DOCA RIOJA', want: place('RIOJA', { designation: 'DOCA' }) },
        { given: 'D.O. VALLE CENTRAL', want: place('VALLE CENTRAL', { designation: 'DO' }) },
        { given: 'TERRE SICILIANE IGT', want: place('TERRE SICILIANE', { designation: 'IGT' }) },
        { given: 'CHIANTI CLASSICO D.O.C.G.', want: place('CHIANTI CLASSICO', { designation: 'DOCG' }) },
        { given: 'Barolo DOCG', want: place('Barolo', { designation: 'DOCG' }) },
        { given: 'AOC MARGAUX', want: place('MARGAUX', { designation: 'AOC' }) },
        { given: 'Willamette Valley AVA', want: place('Willamette Valley', { designation: 'AVA' }) },
        { given: 'LA MANCHA, SPAIN', want: place('LA MANCHA', { country: 'ES' }) },
        { given: 'MONTSANT (SPAIN)', want: place('MONTSANT', { country: 'ES' }) },
        { given: 'D.O. MONTSANT, SPAIN', want: place('MONTSANT', { designation: 'DO', country: 'ES' }) },
        { given: 'CA - LAKE', want: place('LAKE', { state: 'CA', country: 'US' }), note: 'a county of California' },
        { given: 'CA - SONOMA', want: place('SONOMA', { state: 'CA', country: 'US' }) },
        { given: 'SONOMA COUNTY, CALIFORNIA', want: place('SONOMA COUNTY', { state: 'CA', country: 'US' }) },
        { given: 'FINGER LAKES, NY', want: place('FINGER LAKES', { state: 'NY', country: 'US' }) },
        { given: 'HATTENHEIM RHEINGAU', want: place('HATTENHEIM RHEINGAU') },
        { given: 'COSTIERES DE NIMES', want: place('COSTIERES DE NIMES') },
        { given: "NEBBIOLO D'ALBA", want: place("NEBBIOLO D'ALBA") },
        { given: 'CHAMBOLLE-MUSIGAY', want: place('CHAMBOLLE-MUSIGAY'), note: 'as captured, misspelt' },
        { given: 'SAINT-EMILIONS', want: place('SAINT-EMILIONS') },
        { given: 'AMERICAN', want: place('AMERICAN') },
        { given: 'ITALY', want: place('ITALY'), note: 'a country is an appellation of origin' },
        { given: 'OREGON', want: place('OREGON') },
        { given: 'DOURO', want: place('DOURO'), note: 'begins with D and O, and no more' },
        { given: 'DO', want: place('DO') },
        { given: 'VIN DE FRANCE', want: place('VIN DE FRANCE') },
        {
          given: 'KAKHETI, GEORGIA',
          want: place('KAKHETI'),
          issues: ['ambiguous'],
          note: 'a state and a country',
        },
        {
          given: 'MENDOZA - ARGENTINA',
          want: place('MENDOZA - ARGENTINA'),
          note: 'only a comma or brackets part a country',
        },
        { given: '12', want: null, issues: ['not_understood'] },
        { given: 'N/A', want: null, issues: ['not_applicable'] },
        { given: '', want: null },
      ],
    },
  ],
}
