import { debezium } from './debezium'
import { aiven, confluent } from './kafka-connect'
import { maxwell } from './maxwell'
import { http } from './plain-http'
import type { Recipe } from './recipe'
import { savegress } from './savegress'
import { sequin } from './sequin'
import { supabase } from './supabase'

/** What captures changes and posts them, with what to set there. */
export const recipes: readonly Recipe[] = [debezium, aiven, confluent, maxwell, sequin, supabase, savegress, http]
