import { Agenda } from './agenda'
import { countries, createCustomer } from './assortment'
import { type Effect, effectOf, type Incident } from './incidents'
import { between, createRandom, pick, poisson } from './prng'
import { ordersPerDay, ordersPerMinute } from './rhythm'
import type { Change, Customer, Order, Payment, Product, Rows, Table } from './shop-tables'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const iso = (at: number) => new Date(at).toISOString()

type Step =
  | { kind: 'minute' }
  | { kind: 'order'; number: number }
  | { kind: 'attempt' | 'resolve' | 'cancel' | 'ship' | 'deliver' | 'refund'; order: number }
  | { kind: 'restock' | 'price'; product: number }
  | { kind: 'sell'; product: number; quantity: number }

/** What is written together, and when. */
export type Moment = { at: number; changes: Change[] }

type Options = {
  seed: string
  incidentAt(at: number): Incident | null
  nextId(table: Table): number
  /** Finished orders are forgotten, so that a shop may go on for ever. */
  forgets: boolean
  /** Orders on an average day. */
  daily?: number
}

/**
 * A shop that works by itself: orders come in by the rhythm, are paid, shipped and delivered, or fail on the way.
 * It depends on its seed, the clock it is given and its rows alone; whoever runs it writes the changes down.
 */
export class Shop {
  readonly customers = new Map<number, Customer>()
  readonly products = new Map<number, Product>()
  readonly orders = new Map<number, Order>()
  readonly payments = new Map<number, Payment>()
  readonly #paymentOf = new Map<number, { id: number; tries: number }>()
  readonly #agenda = new Agenda<Step>()
  readonly #restocking = new Set<number>()
  readonly #regulars: Customer[] = []
  #changes: Change[] = []
  #openedAt = 0
  #owed = 0

  constructor(private readonly options: Options) {}

  /** Goes on from `from`: every moment before `to`, in order; `to` is asked again before each. */
  *run(from: number, to: () => number): Generator<Moment> {
    this.#openedAt = from
    this.#agenda.add(Math.floor(from / minute) * minute, { kind: 'minute' })
    for (let nextAt = this.#agenda.nextAt; nextAt !== undefined && nextAt < to(); nextAt = this.#agenda.nextAt) {
      const { at, item } = this.#agenda.take()!
      this.#do(item, at)
      if (this.#changes.length === 0) continue
      const changes = this.#changes
      this.#changes = []
      yield { at, changes }
    }
  }

  /** Fills the shop with what it has before it opens. */
  stock(customers: readonly Customer[], products: readonly Product[]) {
    for (const customer of customers) this.customers.set(customer.id, customer)
    for (const product of products) this.products.set(product.id, product)
    this.#regulars.push(...customers)
  }

  /** Takes up an order from its rows; what is overdue at `now` is done a while after. */
  resume(order: Order, payments: readonly Payment[], now: number, catchUpMs: number) {
    this.orders.set(order.id, order)
    const last = payments.at(-1)
    for (const payment of payments) this.payments.set(payment.id, payment)
    if (last) this.#paymentOf.set(order.id, { id: last.id, tries: payments.length })
    const random = createRandom(this.options.seed, 'late', order.id)
    this.#plan(order, (at) => (at > now ? at : now + second + random() * catchUpMs))
  }

  #write<T extends Table>(table: T, row: Rows[T]) {
    const rows = this[table] as unknown as Map<number, Rows[T]>
    const before = rows.get(row.id) ?? null
    rows.set(row.id, row)
    this.#changes.push({ table, before, after: row } as Change)
  }

  #effect(at: number): Effect {
    return effectOf(this.options.incidentAt(at))
  }

  #do(step: Step, at: number) {
    if (step.kind === 'minute') return this.#beginMinute(at)
    if (step.kind === 'order') return this.#placeOrder(at, step.number)
    if (step.kind === 'sell') return this.#sell(step.product, step.quantity, at)
    if ('product' in step) return this.#tend(step.kind, step.product, at)
    const order = this.orders.get(step.order)
    if (order) this.#advance(step.kind, order, at)
  }

  #beginMinute(at: number) {
    const random = createRandom(this.options.seed, 'minute', at)
    const expected = ordersPerMinute(at, this.options.daily ?? ordersPerDay) * this.#effect(at).orders
    this.#owed = Math.min(this.#owed, 1) + expected / 2
    const steady = Math.floor(this.#owed)
    this.#owed -= steady
    const count = expected === 0 ? 0 : steady + poisson(random, expected / 2)
    for (let number = 0; number < count; number += 1) {
      this.#soon(at + ((number + random()) / count) * minute, { kind: 'order', number })
    }
    if (random() < 1 / 30) {
      const product = 1 + Math.floor(random() * this.products.size)
      this.#soon(at + random() * minute, { kind: 'price', product })
    }
    this.#agenda.add(at + minute, { kind: 'minute' })
  }

  #soon(at: number, step: Step) {
    if (at >= this.#openedAt) this.#agenda.add(at, step)
  }

  #placeOrder(at: number, number: number) {
    const random = createRandom(this.options.seed, 'order', at, number)
    const isNew = random() < 0.12
    const customer = isNew
      ? createCustomer(this.options.seed, this.options.nextId('customers'), at)
      : this.#regulars[Math.floor(random() * this.#regulars.length)]
    if (isNew && customer) {
      this.#write('customers', customer)
      if (this.options.forgets) this.customers.delete(customer.id)
      else this.#regulars.push(customer)
    }
    const product = this.products.get(1 + Math.floor(random() ** 1.6 * this.products.size))
    if (!product) return
    const quantity = pick(random, [
      [1, 70],
      [2, 20],
      [3, 7],
      [6, 3],
    ])
    const amount = Number(product.price) * quantity * this.#effect(at).amount
    const order: Order = {
      id: this.options.nextId('orders'),
      customer_id: customer?.id ?? 1,
      amount: amount.toFixed(2),
      currency: 'EUR',
      status: 'pending',
      channel: pick(random, [
        ['web', 52],
        ['mobile', 38],
        ['store', 10],
      ]),
      country: customer?.country ?? pick(random, countries),
      created_at: iso(at),
      updated_at: iso(at),
    }
    this.#write('orders', order)
    this.#plan(order)
    this.#agenda.add(at + between(random, 4, 30) * second, { kind: 'sell', product: product.id, quantity })
  }

  #sell(id: number, quantity: number, at: number) {
    const product = this.products.get(id)
    if (!product) return
    const stock = Math.max(0, product.stock - quantity)
    if (stock < 40 && !this.#restocking.has(id)) {
      this.#restocking.add(id)
      this.#agenda.add(at + 20 * minute, { kind: 'restock', product: id })
    }
    this.#write('products', { ...product, stock, updated_at: iso(at) })
  }

  #tend(kind: 'restock' | 'price', id: number, at: number) {
    const product = this.products.get(id)
    if (!product) return
    if (kind === 'restock') this.#restocking.delete(id)
    const random = createRandom(this.options.seed, kind, id, at)
    const change =
      kind === 'restock'
        ? { stock: product.stock + Math.round(between(random, 300, 700)) }
        : { price: (Number(product.price) * between(random, 0.97, 1.03)).toFixed(2) }
    this.#write('products', { ...product, ...change, updated_at: iso(at) })
  }

  /** What comes next for an order, as its rows stand. */
  #plan(order: Order, when: (at: number) => number = (at) => at) {
    const { seed } = this.options
    const payment = this.#paymentOf.get(order.id)
    const status = payment && this.payments.get(payment.id)?.status
    const tries = payment?.tries ?? 0
    const random = createRandom(seed, 'next', order.id, order.status, status ?? '', tries)
    const add = (kind: 'attempt' | 'resolve' | 'cancel' | 'ship' | 'deliver' | 'refund', delay: number) =>
      this.#agenda.add(when(Date.parse(order.updated_at) + delay), { kind, order: order.id })
    if (order.status === 'pending') {
      if (status === 'authorized') add('resolve', between(random, 8 * second, 60 * second))
      else if (status === undefined) add('attempt', between(random, 2 * second, 15 * second))
      else if (tries < 3 && random() < 0.6) add('attempt', between(random, 20 * second, 90 * second))
      else add('cancel', between(random, minute, 8 * minute))
    } else if (order.status === 'paid') add('ship', between(random, 0.5 * hour, 10 * hour))
    else if (order.status === 'shipped') add('deliver', between(random, 12 * hour, 60 * hour))
    else if (order.status === 'delivered' && random() < 0.03) add('refund', between(random, hour, 48 * hour))
    else if (this.options.forgets) this.#forget(order)
  }

  #advance(kind: 'attempt' | 'resolve' | 'cancel' | 'ship' | 'deliver' | 'refund', order: Order, at: number) {
    const known = this.#paymentOf.get(order.id)
    const payment = known && this.payments.get(known.id)
    const random = createRandom(this.options.seed, kind, order.id, known?.tries ?? 0)
    const time = iso(at)
    const move = (status: Order['status']) => {
      const moved = { ...order, status, updated_at: time }
      this.#write('orders', moved)
      this.#plan(moved)
    }
    const settle = (status: Payment['status']) => {
      if (payment) this.#write('payments', { ...payment, status, updated_at: time })
    }
    if (kind === 'attempt') {
      const id = this.options.nextId('payments')
      const method = pick(random, [
        ['card', 55],
        ['paypal', 24],
        ['apple_pay', 13],
        ['bank_transfer', 8],
      ] as const)
      const row = { id, order_id: order.id, amount: order.amount, method, status: 'authorized' as const }
      this.#paymentOf.set(order.id, { id, tries: (known?.tries ?? 0) + 1 })
      this.#write('payments', { ...row, created_at: time, updated_at: time })
      this.#plan({ ...order, updated_at: time })
    } else if (kind === 'resolve') {
      const fails = random() < this.#effect(at).failing
      settle(fails ? 'failed' : 'captured')
      if (fails) this.#plan({ ...order, updated_at: time })
      else move('paid')
    } else if (kind === 'refund') {
      settle('refunded')
      move('refunded')
    } else move(kind === 'cancel' ? 'cancelled' : kind === 'ship' ? 'shipped' : 'delivered')
  }

  #forget(order: Order) {
    const payment = this.#paymentOf.get(order.id)
    if (payment) this.payments.delete(payment.id)
    this.#paymentOf.delete(order.id)
    this.orders.delete(order.id)
  }
}
