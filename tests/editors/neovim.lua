-- Drives Neovim through the functions that its key bindings call. nvim --clean --headless -S neovim.lua
-- Cwd: the project. QLS_COMMAND: the installed `qls`. Prints one JSON object of facts as its last line.
local DEADLINE = 60000
local facts = {}

local function give_up(why)
  io.stderr:write("FAILED: " .. why .. "\n" .. vim.inspect(facts) .. "\n")
  vim.cmd("cquit 1")
end
local function wait_for(what, condition)
  if not vim.wait(DEADLINE, condition, 20) then give_up("waited in vain: " .. what) end
end
local function text(buffer) return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n") .. "\n" end

vim.lsp.config("qls", {
  cmd = { vim.env.QLS_COMMAND, "server" },
  filetypes = { "python" },
  root_markers = { "pyproject.toml", ".git" },
})
vim.lsp.enable("qls")
vim.cmd("filetype on")

local function open(name)
  vim.cmd.edit(name)
  local buffer = vim.api.nvim_get_current_buf()
  wait_for("a client", function() return #vim.lsp.get_clients({ bufnr = buffer, name = "qls" }) == 1 end)
  wait_for("diagnostics of " .. name, function() return #vim.diagnostic.get(buffer) > 0 end)
  return buffer
end
local function diagnostic_on(buffer, word)
  for _, found in ipairs(vim.diagnostic.get(buffer)) do
    local line = vim.api.nvim_buf_get_lines(buffer, found.lnum, found.lnum + 1, false)[1]
    if line:find(word, 1, true) then return found, line end
  end
  give_up("no diagnostic on a line with " .. word .. ": " .. vim.inspect(vim.diagnostic.get(buffer)))
end
local function floating_window()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then return window end
  end
end

local bell = open("bell.py")
local client = vim.lsp.get_clients({ bufnr = bell, name = "qls" })[1]
facts.position_encoding = client.offset_encoding
local found = diagnostic_on(bell, "job = execute")
facts.diagnostic = { code = found.code, source = found.source, message = found.message }

vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col + 1 })
vim.lsp.buf.hover()
wait_for("a hover", function() return floating_window() ~= nil end)
facts.hover = text(vim.api.nvim_win_get_buf(floating_window()))
vim.api.nvim_win_close(floating_window(), true)

local before = text(bell)
facts.actions = {}
vim.lsp.buf.code_action({
  context = { only = { "quickfix" } },
  filter = function(action)
    table.insert(facts.actions, action.title)
    return #facts.actions == 1
  end,
  apply = true,
})
wait_for("the first quick fix", function() return text(bell) ~= before end)
facts.fixed = text(bell)
wait_for("no diagnostics", function() return #vim.diagnostic.get(bell) == 0 end)

-- After characters outside the basic plane the encodings differ: columns must still fit.
local dice = open("dice.py")
local after, line = diagnostic_on(dice, "execute(die")
facts.underlined_after_emoji = line:sub(after.col + 1, after.end_col)
before = text(dice)
vim.lsp.buf.code_action({ context = { only = { "source.fixAll.qls" }, diagnostics = {} }, apply = true })
wait_for("fix all", function() return text(dice) ~= before end)
facts.fixed_all = text(dice)

client:stop()
wait_for("the server to stop", function() return client:is_stopped() end)
io.stdout:write(vim.json.encode(facts) .. "\n")
vim.cmd("qall!")
