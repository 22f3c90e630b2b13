// Lets the device make or show a passkey and sends its answer with the form around the button.
const READERS = { create: 'parseCreationOptionsFromJSON', get: 'parseRequestOptionsFromJSON' }

async function optionsOf (form) {
  const address = form.dataset.optionsHref
  if (!address) return JSON.parse(form.querySelector('#passkey-options').textContent)
  const answer = await fetch(address, { headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' } })
  return (await answer.json()).request_options
}

function read (ceremony, options) {
  return PublicKeyCredential[READERS[ceremony]](options.publicKey)
}

async function ask (form) {
  const ceremony = form.dataset.passkey
  const publicKey = read(ceremony, await optionsOf(form))
  const credential = await navigator.credentials[ceremony]({ publicKey })
  form.querySelector('[name="credential"]').value = JSON.stringify(credential.toJSON())
}

function start (form) {
  const says = form.querySelector('[data-passkey-says]')
  let answered = false

  form.addEventListener('submit', async (event) => {
    if (answered) return
    event.preventDefault()
    says.hidden = true
    try {
      await ask(form)
    } catch {
      says.hidden = false
      return
    }
    answered = true
    form.requestSubmit()
  })
}

document.querySelectorAll('[data-module="app-passkey"]').forEach(start)
