import { expect, it } from 'vitest'
import { plainWords, rowsOf, singular } from '@/lib/dashboards/words'

it.each([
  ['orders', 'orders'],
  ['OrderItem', 'order items'],
  ['tbl_users', 'users'],
  ['ORDER_ITEMS', 'order items'],
  ['category', 'categories'],
  ['box', 'boxes'],
  ['dim_customer', 'customers'],
  ['inventory', 'inventory'],
  ['news', 'news'],
  ['audit_history', 'audit history'],
  ['t1', 't1'],
  ['orders_2024', 'orders 2024'],
  ['顧客', '顧客'],
  ['HTTPLog', 'http logs'],
])('the rows of %s are %s', (table, rows) => expect(rowsOf(table)).toBe(rows))

it.each([
  ['orders', 'order'],
  ['categories', 'category'],
  ['addresses', 'address'],
  ['purchases', 'purchase'],
  ['status', 'status'],
  ['boxes', 'box'],
  ['bus', 'bus'],
])('one of %s is a %s', (many, one) => expect(singular(many)).toBe(one))

it.each([
  ['lineTotal', 'line total'],
  ['customer_id', 'customer id'],
  ['HTTPLogs', 'http logs'],
])('%s in words: %s', (name, words) => expect(plainWords(name)).toBe(words))
