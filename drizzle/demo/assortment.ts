import { between, createRandom, pick } from './prng'
import type { Customer, Product } from './shop-tables'

const things: [category: string, names: string[], from: number, to: number][] = [
  [
    'coffee',
    ['Espresso beans', 'Filter roast', 'Decaf blend', 'Cold brew pack', 'House blend', 'Single origin Huila'],
    8,
    32,
  ],
  [
    'brewing',
    ['Moka pot', 'French press', 'Pour-over dripper', 'Gooseneck kettle', 'Milk frother', 'Travel press'],
    18,
    95,
  ],
  ['machines', ['Espresso machine', 'Burr grinder', 'Filter machine', 'Capsule machine'], 120, 620],
  ['cups', ['Stoneware mug', 'Espresso cups', 'Thermo bottle', 'Glass tumbler', 'Keep cup'], 7, 38],
  ['gifts', ['Tasting box', 'Gift card', 'Barista book', 'Chocolate selection'], 12, 75],
]
const firstNames = [
  'Ada',
  'Ben',
  'Carla',
  'Dmitri',
  'Elif',
  'Femi',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Kaya',
  'Liv',
  'Mira',
  'Noor',
  'Omar',
  'Pia',
]
const lastNames = [
  'Almeida',
  'Berg',
  'Costa',
  'Dubois',
  'Eriksen',
  'Fischer',
  'Garcia',
  'Haas',
  'Ivanov',
  'Jansen',
  'Keller',
  'Lopez',
  'Moreau',
  'Nowak',
]
export const countries = [
  ['DE', 34],
  ['FR', 18],
  ['GB', 15],
  ['NL', 11],
  ['ES', 9],
  ['IT', 7],
  ['US', 6],
] as const

/** What the shop sells. */
export function createProducts(seed: string, at: number): Product[] {
  const random = createRandom(seed, 'products')
  const time = new Date(at).toISOString()
  const rows = things.flatMap(([category, names, from, to]) =>
    names.map((name) => ({ category, name, price: between(random, from, to).toFixed(2) })),
  )
  return rows.map((row, place) => ({
    id: place + 1,
    ...row,
    stock: Math.round(between(random, 150, 600)),
    active: true,
    created_at: time,
    updated_at: time,
  }))
}

/** A customer who was not known before. */
export function createCustomer(seed: string, id: number, at: number): Customer {
  const random = createRandom(seed, 'customer', id)
  const first = firstNames[Math.floor(random() * firstNames.length)]!
  const last = lastNames[Math.floor(random() * lastNames.length)]!
  const time = new Date(at).toISOString()
  return {
    id,
    name: `${first} ${last}`,
    email: `${first}.${last}.${id}@example.com`.toLowerCase(),
    country: pick(random, countries),
    segment: 'new',
    created_at: time,
    updated_at: time,
  }
}
