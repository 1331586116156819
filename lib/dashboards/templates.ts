import {
  amount,
  category,
  duration,
  dwell,
  events,
  reached,
  shareGood,
  standing,
  state,
  total,
  whole,
} from './find-metric'
import type { TemplateId } from './template-contract'
import {
  bar,
  charts,
  counter,
  figures,
  heatmap,
  latest,
  line,
  lists,
  pie,
  slot,
  type Template,
  unusual,
} from './template-plan'

const good = { config: { rise: 'good' } } as const
const bad = { config: { rise: 'bad' } } as const
const wide = { share: 8 } as const
const expected = { share: 8, config: { expected: true } } as const

const places = 'channel source medium device platform country region market store shop'.split(' ')
const plans = 'plan tier package edition product price level interval'.split(' ')
const methods = 'method type provider gateway brand network card wallet processor'.split(' ')
const reasons = 'reason failure decline error code'.split(' ')
const ranks = 'priority severity urgency impact'.split(' ')
const quantities = 'stock quantity qty available units hand level'.split(' ')

const orders = 'order purchase sale salesorder checkout transaction'
const payments = 'payment charge transaction paymentintent capture'
export const templates: readonly Template[] = [
  {
    id: 'e-commerce',
    name: 'E-commerce',
    description: 'Revenue and orders, who buys, how they pay, and what comes back',
    slots: [
      slot('orders', orders, 'amount', 'status'),
      slot('customers', 'customer client shopper buyer user account member'),
      slot('products', 'product article item sku variant'),
      slot('payments', payments, 'amount', 'status'),
      slot('refunds', 'refund return chargeback rma creditmemo', 'amount'),
    ],
    needs: ['orders'],
    rows: [
      figures(
        counter('orders', 'Revenue', amount('sum'), good),
        counter('orders', 'New orders', events('inserts'), good),
        counter('orders', 'Average order', amount('avg')),
        counter('customers', 'New customers', events('inserts'), good),
      ),
      charts(
        line('orders', 'Revenue over time', amount('sum'), expected),
        pie('orders', 'Orders by {field}', category(places, 'channel or country')),
      ),
      charts(
        bar('orders', 'Orders by {field} now', standing(state)),
        heatmap('orders', 'When orders come', events('inserts')),
      ),
      charts(
        bar('payments', 'Payments by {field}', category(methods, 'method of payment'), { share: 4 }),
        line('refunds', 'Refunds over time', events('inserts'), { share: 4 }),
        bar(
          'products',
          'Products by {field}',
          standing(category(['category', 'type', 'brand', 'department'], 'category')),
          {
            share: 4,
          },
        ),
      ),
      lists(latest('orders'), unusual('orders')),
    ],
  },
  {
    id: 'saas',
    name: 'SaaS',
    description: 'Sign-ups, subscriptions and plans, what is invoiced, and how much is used',
    slots: [
      slot('subscriptions', 'subscription membership license licence contract', 'status'),
      slot('users', 'user account member signup customer organization organisation workspace tenant team', 'status'),
      slot('invoices', 'invoice bill payment charge', 'amount', 'status'),
      slot('usage', 'session login activity usage pageview request apicall event', 'duration'),
      slot('tickets', 'ticket supportticket issue case conversation', 'status'),
    ],
    needs: ['users', 'subscriptions'],
    rows: [
      figures(
        counter('users', 'New users', events('inserts'), good),
        counter('subscriptions', 'Subscriptions now', whole('rows', 'row keys')),
        counter('subscriptions', 'New subscriptions', events('inserts'), good),
        counter('invoices', 'Invoiced', amount('sum'), good),
      ),
      charts(
        line('users', 'New users over time', events('inserts'), expected),
        pie('subscriptions', 'Subscriptions by {field}', category(plans, 'plan')),
      ),
      figures(
        counter('subscriptions', 'Cancelled subscriptions', reached('cancelled'), bad),
        counter('invoices', 'Unpaid invoices', reached('unpaid'), bad),
        counter('tickets', 'New tickets', events('inserts'), bad),
      ),
      charts(
        line('invoices', 'Invoiced over time', amount('sum')),
        bar('subscriptions', 'Subscriptions by {field} now', standing(state)),
      ),
      charts(
        heatmap('usage', 'When it is used', events('inserts')),
        bar(
          'tickets',
          'Tickets by {field} now',
          standing(category([...ranks, 'status', 'state'], 'priority or status')),
        ),
      ),
      lists(latest('subscriptions users'), unusual('subscriptions users')),
    ],
  },
  {
    id: 'payments',
    name: 'Payments',
    description: 'Volume, how many payments succeed and why others fail, refunds, disputes and payouts',
    slots: [
      slot('payments', payments, 'amount', 'status'),
      slot('refunds', 'refund return reversal', 'amount'),
      slot('disputes', 'dispute chargeback claim', 'amount', 'status'),
      slot('payouts', 'payout transfer settlement withdrawal disbursement', 'amount', 'status'),
    ],
    needs: ['payments'],
    rows: [
      figures(
        counter('payments', 'Volume', amount('sum'), good),
        counter('payments', 'Payments', events('inserts'), good),
        counter('payments', 'Average payment', amount('avg')),
        counter('payments', 'Succeeded', shareGood, good),
      ),
      charts(
        line('payments', 'Volume over time', amount('sum'), expected),
        pie('payments', 'Payments by {field}', category(methods, 'method of payment')),
      ),
      figures(
        counter('payments', 'Failed payments', reached('failed'), bad),
        counter('refunds', 'Refunded', amount('sum'), bad),
        counter('disputes', 'New disputes', events('inserts'), bad),
        counter('payouts', 'Paid out', amount('sum')),
      ),
      charts(
        bar('payments', 'Payments by {field} now', standing(state)),
        bar('payments', 'Payments by {field}', category(reasons, 'reason of failures')),
      ),
      charts(
        heatmap('payments', 'When payments come', events('inserts'), wide),
        bar('payments', 'Time payments keep each {field}', dwell, { share: 4 }),
      ),
      lists(latest('payments'), unusual('payments')),
    ],
  },
  {
    id: 'operations',
    name: 'Operations',
    description: 'Jobs and how long they take, open tickets, shipments under way, and stock',
    slots: [
      slot(
        'jobs',
        'job task run execution workflow pipeline build deployment jobrun taskrun queue',
        'status',
        'duration',
      ),
      slot('tickets', 'ticket incident supportticket issue case alert request', 'status'),
      slot('shipments', 'shipment delivery parcel fulfillment fulfilment dispatch', 'status'),
      slot('stock', 'stock inventory warehouse inventoryitem stocklevel inventorylevel'),
    ],
    needs: ['jobs', 'tickets', 'shipments', 'stock'],
    rows: [
      figures(
        counter('jobs', 'New jobs', events('inserts')),
        counter('jobs', 'Failed jobs', reached('failed'), bad),
        counter('tickets', 'Open tickets', reached('open', { now: true }), bad),
        counter('shipments', 'New shipments', events('inserts'), good),
      ),
      charts(
        line('jobs', 'Jobs over time', events('inserts'), expected),
        bar('jobs', 'Jobs by {field} now', standing(state), { share: 4 }),
      ),
      charts(
        line('jobs', 'How long jobs take (95th percentile)', duration('p95')),
        bar('jobs', 'Time jobs keep each {field}', dwell),
      ),
      charts(
        bar(
          'tickets',
          'Tickets by {field} now',
          standing(category([...ranks, 'status', 'state'], 'priority or status')),
        ),
        line('tickets', 'New tickets over time', events('inserts')),
      ),
      charts(
        bar('shipments', 'Shipments by {field} now', standing(state)),
        bar('shipments', 'Time shipments keep each {field}', dwell),
      ),
      charts(
        line('stock', 'Stock', total(quantities, 'quantities')),
        line('stock', 'Changes to stock', events('events')),
      ),
      lists(latest('jobs tickets shipments stock'), unusual('jobs tickets shipments stock')),
    ],
  },
]

export const findTemplate = (id: TemplateId): Template => templates.find((one) => one.id === id)!
