// The bundled way in: the bundler finds the package by its name.
import { createAssistant } from "mail-setup-assistant";
import { box } from "./box.js";
import { profile } from "./profile.js";

box(document.querySelector("#help"), () => createAssistant({ profile, language: "en" }));
