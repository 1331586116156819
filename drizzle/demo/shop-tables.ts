export type Customer = {
  id: number
  name: string
  email: string
  country: string
  segment: 'new' | 'regular' | 'vip'
  created_at: string
  updated_at: string
}
export type Product = {
  id: number
  name: string
  category: string
  price: string
  stock: number
  active: boolean
  created_at: string
  updated_at: string
}
export type Order = {
  id: number
  customer_id: number
  amount: string
  currency: string
  status: 'pending' | 'paid' | 'shipped' | 'delivered' | 'cancelled' | 'refunded'
  channel: 'web' | 'mobile' | 'store'
  country: string
  created_at: string
  updated_at: string
}
export type Payment = {
  id: number
  order_id: number
  amount: string
  method: 'card' | 'paypal' | 'bank_transfer' | 'apple_pay'
  status: 'authorized' | 'captured' | 'failed' | 'refunded'
  created_at: string
  updated_at: string
}
export type Rows = { customers: Customer; products: Product; orders: Order; payments: Payment }
export type Table = keyof Rows
export const tables = ['customers', 'products', 'orders', 'payments'] as const satisfies readonly Table[]

/** A row written to the shop. Amounts are texts, as PostgreSQL sends its exact numbers. */
export type Change = {
  [T in Table]: { table: T; before: Rows[T] | null; after: Rows[T] }
}[Table]

const times = 'created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now()'

/** The shop's tables. Every column has a default. */
export const shopSchema = `
  CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL DEFAULT '', email text NOT NULL DEFAULT '',
    country text NOT NULL DEFAULT 'DE', segment text NOT NULL DEFAULT 'new', ${times});
  CREATE TABLE products (id serial PRIMARY KEY, name text NOT NULL DEFAULT '', category text NOT NULL DEFAULT 'other',
    price numeric(10,2) NOT NULL DEFAULT 0, stock integer NOT NULL DEFAULT 0, active boolean NOT NULL DEFAULT true, ${times});
  CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer NOT NULL DEFAULT 1, amount numeric(10,2) NOT NULL DEFAULT 0,
    currency text NOT NULL DEFAULT 'EUR', status text NOT NULL DEFAULT 'pending', channel text NOT NULL DEFAULT 'web',
    country text NOT NULL DEFAULT 'DE', ${times});
  CREATE TABLE payments (id serial PRIMARY KEY, order_id integer NOT NULL DEFAULT 1, amount numeric(10,2) NOT NULL DEFAULT 0,
    method text NOT NULL DEFAULT 'card', status text NOT NULL DEFAULT 'authorized', ${times});
  ALTER TABLE customers REPLICA IDENTITY FULL;
  ALTER TABLE products REPLICA IDENTITY FULL;
  ALTER TABLE orders REPLICA IDENTITY FULL;
  ALTER TABLE payments REPLICA IDENTITY FULL`

/** What the demo remembers of itself, beside the shop: how far its history is told, and whether the shop is loaded. */
export const progressSchema = `
  CREATE SCHEMA IF NOT EXISTS demo;
  CREATE TABLE IF NOT EXISTS demo.progress (seed text NOT NULL, planned timestamptz NOT NULL,
    posted integer NOT NULL DEFAULT 0, loaded boolean NOT NULL DEFAULT false)`
