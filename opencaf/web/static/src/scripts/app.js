// Starts every enhancement. A page works without any of them.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  createAll
} from './govuk-frontend.min.js'
import { startCaseMenu } from './case-menu.js'
import { startKeptNotice } from './kept-notice.js'
import { growTextareas } from './grow-textareas.js'
import { forgetSkip } from './skipped.js'
import { readAloud } from './read-aloud.js'

const components = [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink
]

components.forEach((component) => createAll(component))
document.querySelectorAll('[data-module="app-case-menu"]').forEach(startCaseMenu)
growTextareas(document)
forgetSkip()
document.querySelectorAll('[data-module="app-read-aloud"]').forEach(readAloud)
document.querySelectorAll('[data-module="app-kept-notice"]').forEach(startKeptNotice)
