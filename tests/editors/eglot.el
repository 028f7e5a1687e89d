;;; eglot.el --- drives Emacs with eglot: emacs -Q --batch -l eglot.el   -*- lexical-binding: t -*-
;; Cwd: the project.  QLS_COMMAND: the installed qls.  Prints one JSON object of facts as its last line.
(load (expand-file-name "common.el" (file-name-directory load-file-name)))
(start-packages)
(require 'eglot) (require 'flymake) (require 'python)
(setq eglot-sync-connect 20 eglot-autoshutdown t eglot-confirm-server-initiated-edits nil
      eglot-send-changes-idle-time 0)
(add-to-list 'eglot-server-programs (cons 'python-mode (server-command)))

(defun open-in-eglot (name)
  (find-file name)
  (eglot-ensure)
  (run-hooks 'post-command-hook)        ; where eglot-ensure waits in batch mode
  (wait-for "eglot" #'eglot-managed-p)
  (flymake-mode 1)
  (wait-for "diagnostics" (lambda () (flymake-start) (flymake-diagnostics))))

(defun diagnostic-at (word)
  "The diagnostic on the line of WORD."
  (goto-char (point-min))
  (search-forward word)
  (or (car (flymake-diagnostics (line-beginning-position) (line-end-position)))
      (give-up (format "no diagnostic on the line of %s" word))))

(open-in-eglot "bell.py")
(let ((found (diagnostic-at "job = execute")))
  (fact 'diagnostic (flymake-diagnostic-text found))
  (goto-char (1+ (flymake-diagnostic-beg found)))
  (let ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams))))
    (fact 'hover (plist-get (plist-get hover :contents) :value)))
  (let ((before (buffer-string)))
    ;; The real command; only the choice that it asks for is made here.
    (cl-letf ((last-nonmenu-event ?\r)  ; asked for by a key, so the choice is read, not popped up
              ((symbol-function 'completing-read)
               (lambda (_prompt offered &rest _)
                 (fact 'actions (vconcat (mapcar #'car offered)))
                 (caar offered))))
      (eglot-code-actions (flymake-diagnostic-beg found) (flymake-diagnostic-end found) "quickfix" t))
    (wait-for "the first quick fix" (lambda () (not (equal before (buffer-string))))))
  (fact 'fixed (buffer-string))
  (eglot--signal-textDocument/didChange)
  (wait-for "no diagnostics" (lambda () (flymake-start) (null (flymake-diagnostics)))))

(set-buffer-modified-p nil)
(open-in-eglot "dice.py")
(let ((found (diagnostic-at "execute(die")))
  (fact 'underlined_after_emoji
        (buffer-substring (flymake-diagnostic-beg found) (flymake-diagnostic-end found))))
(let ((before (buffer-string))
      (last-nonmenu-event ?\r))
  ;; The only action of its kind: nothing is asked.
  (eglot-code-actions (point-min) (point-max) "source.fixAll.qls" t)
  (wait-for "fix all" (lambda () (not (equal before (buffer-string)))))
  (fact 'fixed_all (buffer-string)))
(set-buffer-modified-p nil)
(eglot-shutdown (eglot-current-server))
(print-facts)
