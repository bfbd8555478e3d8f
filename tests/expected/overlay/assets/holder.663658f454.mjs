const said = document.querySelector("aside [role=status]");
const actions = {
print: () => print(),
copy: async (button) => {
await navigator.clipboard.writeText(location.href);
said.textContent = button.dataset.done;
},
};
for (const button of document.querySelectorAll("[data-do]")) {
const action = button.dataset.do;
if (action === "copy" && !navigator.clipboard) continue;
button.hidden = false;
button.addEventListener("click", () => actions[action](button));
}
