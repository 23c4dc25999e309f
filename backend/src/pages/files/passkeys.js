// Passkeys need a script: only navigator.credentials speaks to a device. Everything else on these pages works without one.

const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const withBytes = (list = []) => list.map((entry) => ({ ...entry, id: toBytes(entry.id) }));

async function ask(path, body) {
  const response = await fetch(`/api/auth/passkey/${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const said = await response.json().catch(() => ({}));
  if (response.ok) return said;
  if (response.status === 429) throw new Error("There were too many attempts. Try again in a while.");
  if (said.code === "SESSION_NOT_FRESH")
    throw new Error("You signed in too long ago for this. Sign out, sign in, and try again.");
  throw new Error(said.message || "That did not work.");
}

const works = {
  async register() {
    const options = await ask("generate-register-options");
    const credential = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: toBytes(options.challenge),
        user: { ...options.user, id: toBytes(options.user.id) },
        excludeCredentials: withBytes(options.excludeCredentials),
      },
    });
    const { response } = credential;
    await ask("verify-registration", {
      name: `Added on ${new Date().toISOString().slice(0, 10)}`,
      response: {
        ...described(credential),
        response: {
          clientDataJSON: toText(response.clientDataJSON),
          attestationObject: toText(response.attestationObject),
          transports: response.getTransports?.() ?? [],
        },
      },
    });
    location.assign("/account?done=passkey");
  },

  async "sign-in"() {
    const options = await ask("generate-authenticate-options");
    const credential = await navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: toBytes(options.challenge),
        allowCredentials: withBytes(options.allowCredentials),
        userVerification: "required",
      },
    });
    const { response } = credential;
    await ask("verify-authentication", {
      response: {
        ...described(credential),
        response: {
          clientDataJSON: toText(response.clientDataJSON),
          authenticatorData: toText(response.authenticatorData),
          signature: toText(response.signature),
          ...(response.userHandle ? { userHandle: toText(response.userHandle) } : {}),
        },
      },
    });
    location.assign("/account");
  },
};

function described(credential) {
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

for (const place of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  const note = place.querySelector("[role=alert]");
  const button = place.querySelector("button");
  place.hidden = false;
  button.addEventListener("click", async () => {
    note.hidden = true;
    button.disabled = true;
    try {
      await works[place.dataset.passkey]();
    } catch (error) {
      // NotAllowedError: the person changed their mind, or waited too long.
      note.textContent =
        error.name === "NotAllowedError"
          ? "No passkey was used."
          : error.name === "InvalidStateError"
            ? "This device has a passkey for your account already."
            : error.message;
      note.hidden = false;
      button.disabled = false;
    }
  });
}
