// One box that saves itself: its texts, its marks, whose view it is, and of which day.
import { showBoth } from './both-texts.js'
import { asStored, fingerprint } from './fingerprint.js'
import { send } from './sending.js'

const PAUSE = 1500
const AT_LEAST_EVERY = 10 * 1000
const PASSING = ['offline', 'paused', 'out']
const ON_THIS_DEVICE = {
  true: 'Your words are kept on this device. If this page closes, they come back when you sign in here again.',
  false: 'Your words are on this page only: do not close it.'
}
const WHY = {
  offline: 'No connection.',
  paused: 'Saving is paused, as the service cannot be reached.',
  out: 'You are signed out. Sign in again in a new tab, then come back to this page.',
  gone: 'You can no longer write in this record. Copy your words if you need them.'
}

function reveal (field) {
  for (let folded = field.closest('details'); folded; folded = folded.parentElement.closest('details')) folded.open = true
}

export class AutosavedBox {
  constructor (unit, page) {
    Object.assign(this, { unit, page, id: unit.dataset.autosave, after: unit.dataset.autosaveAfter })
    this.names = unit.dataset.autosaveTexts.split(' ')
    this.fields = new Map(this.names.map((name) => [name, this.field(name)]))
    this.saved = new Map(this.names.map((name) => [name, asStored(this.fields.get(name).value)]))
    const seen = this.field('seen').value.split('.')
    this.known = new Map(this.names.map((name, place) => [name, seen[place].split('/')]))
    this.marks = new Map()
    this.disputed = new Map()
    this.trouble = ''
    unit.addEventListener('input', (event) => this.touched(event.target))
  }

  field (name) {
    return this.page.form.elements[`${name}${this.after}`]
  }

  get dirty () {
    return this.names.filter((name) => asStored(this.fields.get(name).value) !== this.saved.get(name))
  }

  get isToSave () {
    const texts = this.dirty.filter((name) => !this.disputed.has(name))
    return texts.length > 0 || this.marks.size > 0 || Boolean(this.newView) || Boolean(this.isRedated)
  }

  get isUnsaved () {
    return this.isToSave || Boolean(this.isBusy)
  }

  // Something stands in the way that goes away by itself, or by signing in again.
  get isWaiting () {
    return this.isToSave && PASSING.includes(this.trouble)
  }

  touched (field) {
    if (this.isMark(field)) this.marks.set(field.name, field.value)
    else if (field === this.field('written_by')) this.newView = field.value
    else if (!this.names.includes(field.name.replace(this.after, ''))) return
    this.changed()
  }

  // Other choices of the page go with its button; a mark brings what the page knows of it.
  isMark (field) {
    return ['radio', 'select-one'].includes(field.type) && Boolean(this.page.form.elements[`seen-${field.name}`])
  }

  redate () {
    if (!this.hasSavedWords) return
    this.isRedated = true
    this.changed()
  }

  changed () {
    if (this.trouble === 'refused') this.trouble = ''
    this.keep()
    window.clearTimeout(this.timer)
    this.waitingSince ??= Date.now()
    const left = this.waitingSince + AT_LEAST_EVERY - Date.now()
    this.timer = window.setTimeout(() => this.save(), Math.max(0, Math.min(PAUSE, left)))
  }

  // One writing to the device at a time; the last one holds all.
  async keep () {
    if (this.isKeeping) {
      this.keepAgain = true
      return this.isKeeping
    }
    this.isKeeping = this.keepNow()
    await this.isKeeping
    this.isKeeping = null
    if (this.keepAgain) {
      this.keepAgain = false
      await this.keep()
    }
  }

  async keepNow () {
    try {
      if (!this.isToSave && !this.dirty.length) return await this.page.kept.remove(this.id)
      const texts = this.dirty.map((name) => [name, { text: this.fields.get(name).value, known: this.known.get(name) }])
      await this.page.kept.put(this.id, { texts, marks: Array.from(this.marks) })
      this.unit.dataset.autosaveKept = 'yes'
    } catch {
      this.unit.dataset.autosaveKept = 'no'
    }
  }

  get isKept () {
    return this.page.kept.isReal && this.unit.dataset.autosaveKept !== 'no'
  }

  async bringBack () {
    const words = await this.page.kept.get(this.id)
    if (!words) return
    const lost = words.texts.filter(([name, { text }]) => this.fields.has(name) && asStored(text) !== this.saved.get(name))
    lost.forEach(([name, { text, known }]) => this.fill(name, text, known))
    words.marks.forEach(([name, value]) => this.choose(name, value))
    if (lost.length || words.marks.length) {
      this.show('Words that were kept on this device have come back, and are being saved.', true)
      this.save()
    } else {
      await this.page.kept.remove(this.id)
    }
  }

  fill (name, text, known) {
    this.known.set(name, known)
    this.fields.get(name).value = text
    this.fields.get(name).dispatchEvent(new Event('input', { bubbles: true }))
    reveal(this.fields.get(name))
  }

  choose (name, value) {
    const choices = this.page.form.elements[name]
    if (choices instanceof HTMLSelectElement) {
      choices.value = value
      this.marks.set(name, value)
      return
    }
    const chosen = choices && Array.from(choices).find((radio) => radio.value === value)
    if (!chosen) return
    chosen.checked = true
    this.marks.set(name, value)
  }

  async save ({ isFarewell = false } = {}) {
    if (this.isBusy && !isFarewell) return this.isBusy.then(() => this.save())
    if (!this.isToSave) return
    window.clearTimeout(this.timer)
    const busy = this.saveNow(isFarewell)
    this.isBusy = busy
    await busy
    if (this.isBusy === busy) this.isBusy = null
  }

  async saveNow (isFarewell) {
    const sent = this.snapshot()
    const body = this.bodyOf(sent)
    if (!isFarewell) await this.remember(sent)
    const { how, said } = await send(this.unit.dataset.autosaveHref, body, { isFarewell })
    if (how !== 'answered') return this.waits(sent, how)
    if (said.refused && !said.seen) return this.waits(sent, 'refused', said.refused)
    this.waitingSince = null
    this.accept(sent, said)
    await this.keep()
  }

  snapshot () {
    const texts = new Map(this.dirty.filter((name) => !this.disputed.has(name)).map((name) => [name, this.fields.get(name).value]))
    const sent = { texts, marks: new Map(this.marks), view: this.newView, isRedated: this.isRedated }
    this.newView = undefined
    this.isRedated = false
    return sent
  }

  bodyOf ({ texts, marks, view, isRedated }) {
    const body = new FormData()
    body.set('keeper', this.page.kept.keeper)
    texts.forEach((text, name) => {
      body.set(name, text)
      body.set(`seen-${name}`, this.known.get(name).join('/'))
    })
    marks.forEach((value, name) => {
      body.set(name, value)
      body.set(`seen-${name}`, this.page.form.elements[`seen-${name}`].value)
    })
    if (view) body.set('written_by', view)
    if (isRedated) body.set('redated', '1')
    this.page.dayFields.forEach((field) => body.set(field.name, field.value))
    return body
  }

  // Whether a save arrived is not always heard: until then what stands may be this text too.
  async remember ({ texts }) {
    if (!this.page.kept.isReal) return
    for (const [name, text] of texts) {
      const mark = await fingerprint(text)
      if (!this.known.get(name).includes(mark)) this.known.get(name).push(mark)
    }
    this.writeSeen()
    await this.keep()
  }

  writeSeen () {
    this.field('seen').value = this.names.map((name) => this.known.get(name).join('/')).join('.')
  }

  accept (sent, said) {
    Object.entries(said.seen).forEach(([name, mark]) => {
      this.saved.set(name, asStored(sent.texts.get(name)))
      this.known.set(name, [mark])
      this.hasSavedWords = true
    })
    Object.entries(said.theirs).forEach(([name, theirs]) => this.dispute(name, theirs, said.who))
    Object.entries(said.marks).forEach(([name, { says, now }]) => this.markAnswered(name, sent.marks.get(name), says, now))
    this.writeSeen()
    this.trouble = said.refused ? 'refused' : ''
    const words = [said.refused, ...Object.values(said.marks).map(({ says }) => says)].filter(Boolean).join(' ')
    if (words) return this.show(words, true)
    if (this.disputed.size) return this.show('Two texts stand here. Choose above what should stay.', true)
    this.show(`Saved at ${said.at}`, false)
    this.page.saySaved(`Saved at ${said.at}`)
  }

  markAnswered (name, sent, says, now) {
    this.page.form.elements[`seen-${name}`].value = now
    if (this.marks.get(name) === sent) this.marks.delete(name)
  }

  dispute (name, theirs, who) {
    this.disputed.get(name)?.remove()
    const label = this.fields.get(name).labels[0].textContent.trim()
    const place = this.unit.querySelector('[data-autosave-both]')
    const choose = (choice) => this.settle(name, theirs, choice)
    this.disputed.set(name, showBoth(place, this.page.template, { label, who, text: theirs.text, choose }))
    reveal(this.fields.get(name))
  }

  settle (name, theirs, choice) {
    const field = this.fields.get(name)
    const texts = { mine: field.value, theirs: theirs.text, together: `${field.value}\n\n${theirs.text}` }
    this.disputed.delete(name)
    this.saved.set(name, asStored(theirs.text))
    this.known.set(name, [theirs.seen])
    this.writeSeen()
    field.value = texts[choice]
    field.dispatchEvent(new Event('input', { bubbles: true }))
    field.focus()
    if (!this.isToSave) this.show('The other text stands.', false)
  }

  waits (sent, how, sentence = '') {
    this.newView ??= sent.view
    this.isRedated ||= sent.isRedated
    this.trouble = how
    this.waitingSince = null
    const kept = ON_THIS_DEVICE[this.isKept]
    this.show([sentence || WHY[how], kept].filter(Boolean).join(' '), true)
  }

  show (words, isWaiting) {
    const line = this.unit.querySelector('[data-autosave-says]')
    if (isWaiting && line.textContent !== words) this.page.say(words)
    line.textContent = words
    line.classList.toggle('app-saved--waiting', isWaiting)
    const kept = this.unit.closest('.app-element')?.querySelector('[data-autosave-kept]')
    if (kept) kept.textContent = isWaiting ? 'Not saved yet' : words
  }
}
