// Fernhill Fiber is made up: the profile of a provider as a portal would hold it.

const checked = "2026-11-24";
const handbook = { sources: ["handbook"], checked };

/** @type {import("mail-setup-assistant").Profile} */
export const profile = {
  schema: 1,
  id: "fernhill",
  name: "Fernhill Fiber",
  reviewed: checked,
  domains: [
    { name: "fernhill.example", status: "active", ...handbook },
    { name: "mail.fernhill.example", status: "moving", to: "fernhill.example", ...handbook },
  ],
  typos: [{ typed: "fern-hill.example", meant: ["fernhill.example"], sources: ["handbook"] }],
  endpoints: [
    {
      id: "imap-993",
      role: "imap",
      host: "imap.fernhill.example",
      port: 993,
      security: "tls",
      standing: "documented",
      rank: 1,
      ...handbook,
    },
    {
      id: "smtp-465",
      role: "submission",
      host: "smtp.fernhill.example",
      port: 465,
      security: "tls",
      standing: "documented",
      rank: 1,
      ...handbook,
    },
    {
      id: "smtp-587",
      role: "submission",
      host: "smtp.fernhill.example",
      port: 587,
      security: "starttls",
      standing: "documented",
      rank: 2,
      ...handbook,
    },
    {
      id: "pop-995",
      role: "pop",
      host: "pop.fernhill.example",
      port: 995,
      security: "tls",
      standing: "documented",
      rank: 1,
      ...handbook,
    },
  ],
  other_hosts: [{ host: "webmail.fernhill.example", kind: "webmail", sources: ["handbook"] }],
  username: { rule: "full_address", ...handbook },
  sign_in: { methods: ["password"], outgoing_required: true, app_password: "never", ...handbook },
  transport: { require_tls: true, never_ports: [25, 110, 143], ...handbook },
  pop: { leave_on_server: true, ...handbook },
  sync: { days: 30, ...handbook },
  limits: { message_mb: 25, mailbox_mb: 5000, ...handbook },
  issues: [
    {
      id: "old-server",
      cause: "cannot_connect",
      matches: ["old.fernhill.example"],
      what: {
        en: "The server old.fernhill.example is switched off. Your mail is on the new one.",
        es: "El servidor old.fernhill.example está apagado. Su correo está en el nuevo.",
      },
      advice: {
        en: "Use imap.fernhill.example and smtp.fernhill.example.",
        es: "Use imap.fernhill.example y smtp.fernhill.example.",
      },
      ...handbook,
    },
  ],
  links: [
    {
      id: "webmail",
      title: { en: "Fernhill webmail", es: "Correo web de Fernhill" },
      url: "https://webmail.fernhill.example/",
      languages: ["en", "es"],
      ...handbook,
    },
    {
      id: "password_reset",
      title: { en: "Reset the email password", es: "Restablecer la contraseña del correo" },
      url: "https://my.fernhill.example/password",
      languages: ["en", "es"],
      ...handbook,
    },
    {
      id: "support",
      title: { en: "Fernhill support", es: "Soporte de Fernhill" },
      url: "https://my.fernhill.example/help",
      languages: ["en", "es"],
      ...handbook,
    },
  ],
  sources: [
    {
      id: "handbook",
      kind: "provider",
      title: "Fernhill Fiber's handbook for customers",
      reference: "https://my.fernhill.example/handbook",
      seen: checked,
    },
  ],
};
