;;; lspmode.el --- drives Emacs with lsp-mode: emacs -Q --batch -l lspmode.el   -*- lexical-binding: t -*-
;; Cwd: the project.  QLS_COMMAND: the installed qls.  Prints one JSON object of facts as its last line.
(load (expand-file-name "common.el" (file-name-directory load-file-name)))
(start-packages)
(setq lsp-session-file (expand-file-name "session" user-emacs-directory)
      lsp-auto-guess-root t lsp-enable-file-watchers nil lsp-restart 'ignore lsp-diagnostics-provider :none
      lsp-lens-enable nil lsp-headerline-breadcrumb-enable nil lsp-modeline-code-actions-enable nil
      lsp-modeline-diagnostics-enable nil lsp-enable-suggest-server-download nil lsp-keep-workspace-alive nil
      lsp-enable-snippet nil lsp-completion-enable nil lsp-enabled-clients '(qls))
(require 'lsp-mode)
(lsp-register-client
 (make-lsp-client :new-connection (lsp-stdio-connection (server-command))
                  :activation-fn (lsp-activate-on "python")
                  :server-id 'qls))

(defun diagnostics-here ()
  (gethash (lsp--fix-path-casing (buffer-file-name)) (lsp-diagnostics t)))

(defun open-in-lsp-mode (name)
  (find-file name)
  (lsp)
  (wait-for "the workspace"
            (lambda () (and (lsp-workspaces) (eq 'initialized (lsp--workspace-status (car (lsp-workspaces)))))))
  (wait-for "diagnostics" #'diagnostics-here))

(defun diagnostic-at (word)
  "The diagnostic on the line of WORD; point goes there."
  (goto-char (point-min))
  (search-forward word)
  (let ((line (1- (line-number-at-pos))))
    (or (seq-find (lambda (d) (= line (lsp:position-line (lsp:range-start (lsp:diagnostic-range d)))))
                  (diagnostics-here))
        (give-up (format "no diagnostic on the line of %s" word)))))

(lsp-workspace-folders-add default-directory)
(open-in-lsp-mode (expand-file-name "bell.py"))
(let ((found (diagnostic-at "job = exec")))
  (fact 'diagnostic (lsp:diagnostic-message found))
  (fact 'code (lsp:diagnostic-code? found)))
(let ((hover (lsp-request "textDocument/hover" (lsp--text-document-position-params))))
  (fact 'hover (lsp:markup-content-value (lsp:hover-contents hover))))
(let ((actions (lsp-code-actions-at-point))
      (before (buffer-string)))
  (fact 'actions (vconcat (mapcar #'lsp:code-action-title actions)))
  (lsp-execute-code-action (elt actions 0))
  (wait-for "the first quick fix" (lambda () (not (equal before (buffer-string))))))
(fact 'fixed (buffer-string))
(wait-for "no diagnostics" (lambda () (null (diagnostics-here))))

(set-buffer-modified-p nil)
(open-in-lsp-mode (expand-file-name "dice.py"))
(let ((range (lsp:diagnostic-range (diagnostic-at "execute(die"))))
  (fact 'underlined_after_emoji
        (buffer-substring (lsp--position-to-point (lsp:range-start range)) (lsp--position-to-point (lsp:range-end range)))))
(let ((before (buffer-string)))
  (lsp-execute-code-action-by-kind "source.fixAll.qls")
  (wait-for "fix all" (lambda () (not (equal before (buffer-string)))))
  (fact 'fixed_all (buffer-string)))
(set-buffer-modified-p nil)
(lsp-workspace-shutdown (car (lsp-workspaces)))
(print-facts)
