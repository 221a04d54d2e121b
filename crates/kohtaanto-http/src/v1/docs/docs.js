"use strict";
// Lists the routes of openapi.json, and sends a request as the reader fills it in.

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const resolve = (description, schema) => {
  if (!schema || !schema.$ref) return schema || {};
  return schema.$ref.split("/").slice(1).reduce((part, key) => part[key], description);
};

const exampleOf = (description, content) => {
  if (content.example !== undefined) return content.example;
  return resolve(description, content.schema).example;
};

const field = (id, name, told, control) => {
  control.id = id;
  const label = element("label", { for: id }, name);
  if (told) label.append(element("span", { class: "told" }, told));
  return [label, control];
};

const parameterControl = (description, parameter) => {
  const schema = resolve(description, parameter.schema);
  const type = [].concat(schema.type || "string");
  if (type.includes("boolean")) {
    return element("select", {}, element("option", { value: "" }, "as by default"),
      element("option", { value: "true" }, "true"), element("option", { value: "false" }, "false"));
  }
  const control = element("input", { type: "text", autocomplete: "off" });
  const example = parameter.example !== undefined ? parameter.example : schema.example;
  if (example !== undefined) control.value = [].concat(example).join(", ");
  return control;
};

const send = async (method, path, controls, body, output) => {
  let address = path;
  const query = new URLSearchParams();
  for (const [parameter, isList, control] of controls) {
    const value = control.value;
    if (parameter.in === "path") {
      address = address.replace(`{${parameter.name}}`, encodeURIComponent(value));
    } else if (value !== "") {
      const values = isList ? value.split(",").map((one) => one.trim()) : [value];
      for (const one of values) query.append(parameter.name, one);
    }
  }
  if (query.size) address += `?${query}`;
  const headers = {};
  const token = document.getElementById("token").value;
  if (token) headers.authorization = `Bearer ${token}`;
  if (body) headers["content-type"] = body.type;
  const options = { method: method.toUpperCase(), headers };
  if (body) options.body = body.control.value;
  output.textContent = "...";
  try {
    const answer = await fetch(address, options);
    const text = await answer.text();
    let shown = text;
    try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* not JSON: as it is */ }
    output.textContent = `${options.method} ${address}\n${answer.status} ${answer.statusText}\n\n${shown}`;
  } catch (error) {
    output.textContent = `No answer: ${error.message}`;
  }
};

const route = (description, path, method, operation, number) => {
  const form = element("form");
  const controls = (operation.parameters || []).map((parameter, i) => {
    const control = parameterControl(description, parameter);
    if (parameter.required) control.required = true;
    form.append(...field(`p-${number}-${i}`, parameter.name, parameter.description, control));
    const type = [].concat(resolve(description, parameter.schema).type || []);
    return [parameter, type.includes("array"), control];
  });
  let body = null;
  if (operation.requestBody) {
    const [type, content] = Object.entries(operation.requestBody.content)[0];
    const control = element("textarea", { rows: "8", spellcheck: "false" });
    const example = exampleOf(description, content);
    const isLines = type === "application/x-ndjson";
    if (example !== undefined) control.value = JSON.stringify(example, null, isLines ? 0 : 2);
    form.append(...field(`b-${number}`, `Body, ${type}`, operation.requestBody.description, control));
    body = { type, control };
  }
  const output = element("pre", { role: "status", tabindex: "0" });
  form.append(element("button", { type: "submit" }, "Send"), output);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(method, path, controls, body, output);
  });
  const locked = operation.security ? " (needs a token)" : "";
  return element("details", {},
    element("summary", {}, element("code", {}, `${method.toUpperCase()} ${path}`),
      ` ${operation.summary || ""}${locked}`),
    element("p", {}, operation.description || ""), form);
};

const show = (description) => {
  const main = document.getElementById("routes");
  const tags = new Map(description.tags.map((tag) => [tag.name, [tag, []]]));
  let number = 0;
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      number += 1;
      const [, routes] = tags.get(operation.tags[0]);
      routes.push(route(description, path, method, operation, number));
    }
  }
  document.getElementById("state").textContent = `${number} routes.`;
  for (const [tag, routes] of tags.values()) {
    if (routes.length) {
      main.append(element("h2", {}, tag.name), element("p", {}, tag.description || ""), ...routes);
    }
  }
};

fetch("/api/v1/openapi.json")
  .then((answer) => answer.json())
  .then(show)
  .catch((error) => {
    document.getElementById("state").textContent = `The description cannot be read: ${error.message}`;
  });
