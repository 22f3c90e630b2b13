// Two people wrote in one text: both stand on the page until the writer says which one, or both together.
const TITLES = { true: (who) => `${who} saved something else here while you were writing`, false: () => 'Something else was saved here while you were writing' }

export function showBoth (place, template, { label, who, text, choose }) {
  const panel = template.content.cloneNode(true).firstElementChild
  panel.querySelector('[data-both-title]').textContent = `${label}: ${TITLES[Boolean(who)](who)}`
  panel.querySelector('[data-both-theirs]').textContent = text || '(now empty)'
  panel.querySelectorAll('[data-both]').forEach((button) => {
    const hidden = document.createElement('span')
    hidden.className = 'govuk-visually-hidden'
    hidden.textContent = `: ${label}`
    button.append(hidden)
    button.addEventListener('click', () => {
      panel.remove()
      choose(button.dataset.both)
    })
  })
  place.append(panel)
  return panel
}
