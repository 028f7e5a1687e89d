;;; common.el --- what both Emacs drivers share   -*- lexical-binding: t -*-
(require 'cl-lib) (require 'json) (require 'package)
(defvar facts nil)

(defun start-packages ()
  "Debian's packages, and nothing of the user's."
  (setq load-prefer-newer t
        user-emacs-directory (file-name-as-directory (getenv "QLS_EMACS_HOME"))
        package-user-dir (expand-file-name "elpa" user-emacs-directory)
        make-backup-files nil create-lockfiles nil)
  (make-directory user-emacs-directory t)
  (add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa")
  (package-initialize))

(defun server-command () (list (getenv "QLS_COMMAND") "server"))

(defun fact (name value)
  (setq facts (cons (cons name (if (stringp value) (substring-no-properties value) value)) (assq-delete-all name facts))))

(defun give-up (why)
  (princ (format "FAILED: %s\nfacts so far: %S\n" why facts))
  (kill-emacs 1))

(defun wait-for (what condition)
  "Wait until CONDITION is true, 60 seconds at most."
  (let ((end (+ (float-time) 60)) value)
    (while (and (not (setq value (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.02))
    (or value (give-up (concat "waited in vain: " what)))))

(defun print-facts ()
  (princ (concat "\n" (json-encode facts) "\n")))
