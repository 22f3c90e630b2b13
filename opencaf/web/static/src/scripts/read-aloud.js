// Reads the questions aloud, one press for each, where the browser can speak. Nothing is sent anywhere for it.
export function readAloud(place) {
  if (!('speechSynthesis' in window)) return
  place.querySelectorAll('.govuk-form-group').forEach((group) => {
    const words = group.querySelector('legend, label')
    if (!words) return
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'govuk-button govuk-button--secondary govuk-!-margin-bottom-2'
    button.textContent = 'Read aloud'
    button.setAttribute('aria-label', `Read aloud: ${words.textContent.trim()}`)
    button.addEventListener('click', () => say(group, place.lang))
    group.prepend(button)
  })
}

function say(group, language) {
  const texts = [...group.querySelectorAll('legend, label')].map((one) => one.textContent.trim())
  const speech = new SpeechSynthesisUtterance(texts.join('. '))
  speech.lang = language
  window.speechSynthesis.cancel()
  window.speechSynthesis.speak(speech)
}
