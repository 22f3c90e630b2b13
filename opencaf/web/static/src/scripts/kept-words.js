// Keeps words on this device until they are saved: unreadable without the key that the page of their
// writer brings, and gone after seven days. Where the browser offers no such store, nothing is kept.
const DATABASE = 'opencaf-kept-words'
const STORE = 'words'
const SEVEN_DAYS = 7 * 24 * 60 * 60 * 1000

function answer (request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function finished (transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onerror = () => reject(transaction.error)
    transaction.onabort = () => reject(transaction.error)
  })
}

function openDatabase () {
  const request = indexedDB.open(DATABASE, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' })
  return answer(request)
}

function bytesOf (base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}

class KeptWords {
  constructor (database, keeper, key) {
    Object.assign(this, { database, keeper, key })
  }

  store (mode) {
    return this.database.transaction(STORE, mode, { durability: 'strict' }).objectStore(STORE)
  }

  // What a record is about is part of what its seal covers: moved to another box, it cannot be read.
  seal (id, iv) {
    return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(id) }
  }

  async put (box, words) {
    const id = `${this.keeper}/${box}`
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const plain = new TextEncoder().encode(JSON.stringify(words))
    const sealed = await crypto.subtle.encrypt(this.seal(id, iv), this.key, plain)
    const store = this.store('readwrite')
    store.put({ id, at: Date.now(), page: window.location.pathname, iv, sealed })
    await finished(store.transaction)
  }

  async get (box) {
    const id = `${this.keeper}/${box}`
    const record = await answer(this.store('readonly').get(id))
    if (!record) return null
    try {
      const plain = await crypto.subtle.decrypt(this.seal(id, record.iv), this.key, record.sealed)
      return { ...JSON.parse(new TextDecoder().decode(plain)), at: record.at }
    } catch {
      return null // sealed with a key that is no more: nobody can read it
    }
  }

  async remove (box) {
    const store = this.store('readwrite')
    store.delete(`${this.keeper}/${box}`)
    await finished(store.transaction)
  }

  async hasOfOthers (boxes) {
    const ids = await answer(this.store('readonly').getAllKeys())
    return ids.some((id) => !id.startsWith(`${this.keeper}/`) && boxes.includes(id.split('/')[1]))
  }

  async forgetOld () {
    const store = this.store('readwrite')
    const records = await answer(store.getAll())
    records.filter((record) => Date.now() - record.at > SEVEN_DAYS).forEach((record) => store.delete(record.id))
    await finished(store.transaction)
  }
}

const NOTHING_KEPT = {
  isReal: false,
  put: async () => {},
  get: async () => null,
  remove: async () => {},
  hasOfOthers: async () => false
}

// The key leaves the page at once; from then on no script can read it.
export async function openKeptWords (holder) {
  const { autosaveKeeper: keeper, autosaveKey: text } = holder.dataset
  holder.remove()
  try {
    const key = await crypto.subtle.importKey('raw', bytesOf(text), 'AES-GCM', false, ['encrypt', 'decrypt'])
    const kept = new KeptWords(await openDatabase(), keeper, key)
    await kept.forgetOld()
    kept.isReal = true
    return kept
  } catch {
    return { ...NOTHING_KEPT, keeper }
  }
}

// Where words are kept: every record's writer (by the name that stands before its id) and page.
export async function whatIsKept () {
  try {
    const made = await indexedDB.databases()
    if (!made.some((one) => one.name === DATABASE)) return []
    const store = (await openDatabase()).transaction(STORE, 'readonly').objectStore(STORE)
    const records = await answer(store.getAll())
    return records
      .filter((record) => Date.now() - record.at <= SEVEN_DAYS)
      .map((record) => ({ keeper: record.id.split('/')[0], page: record.page }))
  } catch {
    return []
  }
}
