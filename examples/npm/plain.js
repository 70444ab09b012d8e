// The way in without a bundler: a relative path to the package.
import { createAssistant } from "./node_modules/mail-setup-assistant/index.js";
import { box } from "./box.js";
import { profile } from "./profile.js";

box(document.querySelector("#help"), () => createAssistant({ profile, language: "en" }));
