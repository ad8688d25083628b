// Elements and numbers as the pages of this site write them.

export const number = new Intl.NumberFormat("id");

export function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

export function button(text, onclick, ...more) {
  return make("button", { type: "button", className: "small", onclick }, ...more, text);
}
