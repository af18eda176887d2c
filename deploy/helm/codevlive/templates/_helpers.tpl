{{- define "codevlive.name" -}}
{{- $named := contains .Chart.Name .Release.Name }}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name .Chart.Name) $named | trunc 52 | trimSuffix "-" }}
{{- end }}

{{/* What never changes of a part's labels: selectors are made of it. Takes {root, part}. */}}
{{- define "codevlive.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .part }}
{{- end }}

{{- define "codevlive.labels" -}}
{{ include "codevlive.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{/* The deployment of one role: web, worker or runner. Takes {root, part, values, secrets}. */}}
{{- define "codevlive.deployment" -}}
{{- $values := .root.Values }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "codevlive.name" .root }}-{{ .part }}
  labels: {{- include "codevlive.labels" . | nindent 4 }}
spec:
  {{- if not (and (eq .part "web") $values.autoscaling.enabled) }}
  replicas: {{ .values.replicas }}
  {{- end }}
  selector:
    matchLabels: {{- include "codevlive.selector" . | nindent 6 }}
  strategy:
    type: RollingUpdate
    # A new node is ready before an old one goes: its people need a place to come back to.
    rollingUpdate: { maxUnavailable: 0, maxSurge: 1 }
  # People of one drained node have settled before the next one goes.
  minReadySeconds: 5
  template:
    metadata:
      labels: {{- include "codevlive.labels" . | nindent 8 }}
      {{- with $values.podAnnotations }}
      annotations: {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      serviceAccountName: {{ include "codevlive.name" .root }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      {{- with $values.imagePullSecrets }}
      imagePullSecrets: {{- toYaml . | nindent 8 }}
      {{- end }}
      terminationGracePeriodSeconds: {{ $values.shutdown.gracePeriodSeconds }}
      securityContext:
        runAsNonRoot: true
        runAsUser: 65532
        runAsGroup: 65532
        fsGroup: 65532
        seccompProfile: { type: RuntimeDefault }
      containers:
        - name: codevlive
          image: "{{ $values.image.repository }}:{{ $values.image.tag | default .root.Chart.AppVersion }}"
          imagePullPolicy: {{ $values.image.pullPolicy }}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: { drop: [ALL] }
          ports:
            - { name: http, containerPort: 5000 }
            - { name: metrics, containerPort: 9464 }
          env: {{- include "codevlive.environment" . | nindent 12 }}
          {{- include "codevlive.probes" . | nindent 10 }}
          resources: {{- toYaml .values.resources | nindent 12 }}
          volumeMounts:
            - { name: data, mountPath: /data }
      volumes:
        # Documents and logs are in MongoDB: nothing here outlives the pod.
        - { name: data, emptyDir: {} }
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels: {{- include "codevlive.selector" . | nindent 14 }}
      {{- with .values.nodeSelector }}
      nodeSelector: {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .values.tolerations }}
      tolerations: {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .values.affinity }}
      affinity: {{- toYaml . | nindent 8 }}
      {{- end }}
{{- end }}

{{- define "codevlive.environment" -}}
- { name: CODEVLIVE_ROLES, value: {{ .part }} }
{{- $listen := .root.Values.listen }}
- { name: LISTEN, value: {{ $listen | quote }} }
- { name: PORT, value: "5000" }
- { name: METRICS_LISTEN, value: {{ printf "%s:9464" (contains ":" $listen | ternary (printf "[%s]" $listen) $listen) | quote }} }
- { name: PUBLIC_URL, value: {{ required "publicUrl: what people type into their browser" .root.Values.publicUrl | quote }} }
{{- with .root.Values.trustedProxies }}
- { name: TRUSTED_PROXIES, value: {{ join "," . | quote }} }
{{- end }}
{{- range $name, $value := .root.Values.settings }}
- { name: {{ $name }}, value: {{ $value | quote }} }
{{- end }}
{{- $secret := required "existingSecret: a Secret with JWT_SECRET, MONGO_URI and REDIS_URL" .root.Values.existingSecret }}
{{- range .secrets }}
- name: {{ . }}
  valueFrom: { secretKeyRef: { name: {{ $secret }}, key: {{ . }} } }
{{- end }}
{{- if eq .part "web" }}
- name: TURN_SECRET
  valueFrom: { secretKeyRef: { name: {{ $secret }}, key: TURN_SECRET, optional: true } }
{{- end }}
{{- end }}

{{- define "codevlive.probes" -}}
# Restarted only if the process itself no longer answers: a database that is away is no reason.
livenessProbe:
  httpGet: { path: /healthz, port: http }
  periodSeconds: 10
  timeoutSeconds: 5
readinessProbe:
  httpGet: { path: /readyz, port: http }
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: 1
startupProbe:
  httpGet: { path: /healthz, port: http }
  periodSeconds: 1
  failureThreshold: 60
lifecycle:
  preStop:
    # Until load balancers have taken the pod from their lists, or people who are sent away come back to it.
    exec: { command: [sleep, {{ .root.Values.shutdown.preStopSeconds | quote }}] }
{{- end }}

{{/* publicUrl's host, without scheme and port. */}}
{{- define "codevlive.host" -}}
{{- (urlParse .Values.publicUrl).hostname }}
{{- end }}
